//! The day that a document was published, out of the many ways in which dates are written.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::fmt::{rfc2822, strtime};

/// Ways to write a day, the most exact first. Time of day, where it follows, is passed over.
const FORMS: &[&str] = &[
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y%m%d",
    "%d %b %Y",
    "%d %B %Y",
    "%b %d, %Y",
    "%B %d, %Y",
    "%d-%b-%Y",
    "%a, %d %b %Y",
    "%A, %B %d, %Y",
];

/// The day that `written` tells; none where it tells no single day (a month alone, or `03/04/2024`, which is two).
pub fn day(written: &str) -> Option<Date> {
    let written = written.trim();
    let stamped = written.parse::<Timestamp>().is_ok();
    let iso = written.parse::<Date>().ok();
    let iso = iso.or_else(|| written.get(..10)?.parse().ok().filter(|_| stamped));
    iso.or_else(|| rfc2822::parse(written).ok().map(|at| at.date()))
        .or_else(|| FORMS.iter().find_map(|form| prefix(form, written)))
}

/// The day at the beginning of `written`, in this form.
fn prefix(form: &str, written: &str) -> Option<Date> {
    let (time, rest) = strtime::BrokenDownTime::parse_prefix(form, written).ok()?;
    let ends = written[rest..]
        .chars()
        .next()
        .is_none_or(|c| !c.is_alphanumeric() || c == 'T');
    time.to_date().ok().filter(|_| ends)
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn days_as_they_are_written() {
        let cases = [
            ("2024-10-28", "2024-10-28"),
            ("2024-10-28T23:30:00+09:00", "2024-10-28"),
            ("2024-10-28 06:15", "2024-10-28"),
            ("28 Oct 2020", "2020-10-28"),
            ("October 8, 2020", "2020-10-08"),
            ("26-FEB-1987 15:01:01.79", "1987-02-26"),
            ("Mon, 02 Mar 2015 10:00:00 GMT", "2015-03-02"),
            (" 2016/09/20 ", "2016-09-20"),
        ];
        for (written, meant) in cases {
            assert_eq!(
                day(written).map(|d| d.to_string()).as_deref(),
                Some(meant),
                "{written}"
            );
        }
        for written in ["", "yesterday", "03/04/2024", "October 2020", "2024-13-01"] {
            assert_eq!(day(written), None, "{written}");
        }
    }
}
