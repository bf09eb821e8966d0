//! Stage: flag.
