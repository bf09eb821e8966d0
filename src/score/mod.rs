//! Stage: score.
