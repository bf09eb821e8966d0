//! A table of claims.
