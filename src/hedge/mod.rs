//! Stage: hedge.
