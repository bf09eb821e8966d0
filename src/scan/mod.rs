//! Stage: scan.
