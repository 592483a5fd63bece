//! Records: how one value is written down when it crosses.

use crate::handle::Handle;

include!(concat!(env!("OUT_DIR"), "/tag.rs"));

/// One value: a payload of 8 bytes, its tag, and 4 bytes more.
#[derive(Clone, Copy, Debug)]
#[repr(C, align(8))]
pub struct Record {
    payload: u64,
    tag: u32,
    extra: u32,
}

impl Record {
    /// A record that says everything by its tag.
    #[must_use]
    pub const fn new(tag: Tag) -> Self {
        Self::pair(tag, 0, 0)
    }

    /// A record with two numbers.
    #[must_use]
    pub const fn pair(tag: Tag, first: u32, second: u32) -> Self {
        // WebAssembly is little-endian: the first comes first.
        Self::wide(tag, (second as u64) << 32 | first as u64)
    }

    /// A record with a Number.
    #[must_use]
    pub const fn number(tag: Tag, number: f64) -> Self {
        Self::wide(tag, number.to_bits())
    }

    /// A record with an integer of 64 bits.
    #[must_use]
    pub const fn int64(number: i64) -> Self {
        Self::wide(Tag::Int64, number.cast_unsigned())
    }

    const fn wide(tag: Tag, payload: u64) -> Self {
        Self {
            payload,
            tag: tag as u32,
            extra: 0,
        }
    }

    /// The record that JavaScript wrote to a place.
    ///
    /// It is read by the pieces in which JavaScript writes: processors wait before they read in one
    /// what has just been written in several.
    ///
    /// # Safety
    /// There is a record, and whoever can write it does not do so meanwhile.
    #[must_use]
    pub(super) unsafe fn read(place: *const Self) -> Self {
        let pieces = place.cast::<u32>();
        // SAFETY: by this function's contract; a record is four such numbers, each of which is valid.
        let piece = |index| unsafe { pieces.add(index).read_volatile() };
        let payload = u64::from(piece(1)) << 32 | u64::from(piece(0));
        Self {
            payload,
            tag: piece(2),
            extra: piece(3),
        }
    }

    /// Writes the record to a place by the pieces in which it was made, for the same reason.
    ///
    /// # Safety
    /// There is room for a record, and whoever can read it does not do so meanwhile.
    #[inline(always)]
    pub(super) unsafe fn write(self, place: *mut Self) {
        // SAFETY: by this function's contract.
        unsafe {
            (&raw mut (*place).payload).write_volatile(self.payload);
            (&raw mut (*place).tag).write_volatile(self.tag);
            (&raw mut (*place).extra).write_volatile(self.extra);
        }
    }

    /// The same record with the 4 bytes after the tag.
    #[must_use]
    pub const fn with_extra(self, extra: u32) -> Self {
        Self { extra, ..self }
    }

    /// The tag, or its number where that means nothing.
    ///
    /// # Errors
    /// The number of a tag that is not known.
    pub fn tag(&self) -> Result<Tag, u32> {
        Tag::from_code(self.tag).ok_or(self.tag)
    }

    /// The first number.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "the low half is wanted")]
    pub const fn first(&self) -> u32 {
        self.payload as u32
    }

    /// The second number.
    #[must_use]
    pub const fn second(&self) -> u32 {
        (self.payload >> 32) as u32
    }

    /// The 4 bytes after the tag.
    #[must_use]
    pub const fn extra(&self) -> u32 {
        self.extra
    }

    /// The payload as a Number.
    #[must_use]
    pub const fn as_number(&self) -> f64 {
        f64::from_bits(self.payload)
    }

    /// The payload as an integer of 64 bits.
    #[must_use]
    pub const fn as_int64(&self) -> i64 {
        self.payload.cast_signed()
    }

    /// The payload as a handle.
    #[must_use]
    pub const fn as_handle(&self) -> Handle {
        Handle::new(self.first(), self.second())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_has_the_size_that_javascript_counts_with() {
        assert_eq!(size_of::<Record>(), 16);
    }

    #[test]
    fn numbers_keep_every_bit() {
        for number in [
            0.0,
            -0.0,
            1.5,
            f64::MAX,
            f64::MIN_POSITIVE,
            f64::NEG_INFINITY,
        ] {
            let record = Record::number(Tag::Float, number);
            assert_eq!(record.as_number().to_bits(), number.to_bits());
        }
        for number in [0, -1, i64::MIN, i64::MAX] {
            assert_eq!(Record::int64(number).as_int64(), number);
        }
    }

    #[test]
    fn a_tag_survives_its_way_as_a_number() {
        assert_eq!(Record::new(Tag::Delivered).tag(), Ok(Tag::Delivered));
        assert_eq!(Tag::from_code(u32::MAX), None);
    }
}
