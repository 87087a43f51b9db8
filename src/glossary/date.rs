//! A calendar day, or the last day of a month or year that a glossary names alone.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Date {
    /// The year, as written.
    pub year: u16,
    /// The month, from 1.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromStr for Date {
    type Err = String;

    /// Reads `2018-03-21`; `2018-03` and `2018` mean the last day of the month and of the year.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || format!("`{text}` is no date; write `2018-03-21`, `2018-03` or `2018`");
        let numbers: Vec<u16> = text
            .split('-')
            .map(|number| {
                let digits = number.bytes().all(|byte| byte.is_ascii_digit());
                digits.then(|| number.parse().ok()).flatten()
            })
            .collect::<Option<_>>()
            .ok_or_else(wrong)?;
        let (year, month, day) = match numbers[..] {
            [year] => (year, 12, 31),
            [year, month] => (year, month, days_in(year, month).ok_or_else(wrong)?),
            [year, month, day] => (year, month, day),
            _ => return Err(wrong()),
        };
        let last = days_in(year, month).ok_or_else(wrong)?;
        if !(1000..=9999).contains(&year) || day == 0 || day > last {
            return Err(wrong());
        }
        Ok(Self {
            year,
            month: month as u8,
            day: day as u8,
        })
    }
}

/// Days of a month, or `None` where there is no such month.
fn days_in(year: u16, month: u16) -> Option<u16> {
    let leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        2 => Some(if leap { 29 } else { 28 }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_or_year_alone_means_its_last_day() {
        for (text, expected) in [
            ("2018-03-21", "2018-03-21"),
            ("2018-02", "2018-02-28"),
            ("2020-02", "2020-02-29"),
            ("2014", "2014-12-31"),
        ] {
            assert_eq!(text.parse::<Date>().unwrap().to_string(), expected);
        }
        for text in [
            "",
            "2018-13",
            "2018-02-30",
            "2018-2-1-1",
            "21 March",
            "+2018",
            "18",
        ] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
    }
}
