//! Stage: boilerplate.
