//! Stage: chain.
