//! Figures on a table: counts made into report rows.
