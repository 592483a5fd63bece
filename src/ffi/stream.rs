//! Streams: sequences of records that JavaScript wrote to memory of their own, texts among them.
//! `js/src/record-stream.ts` writes them.

use super::area;
use super::record::{Record, Tag};

/// The ownership of a stream; dropping it frees the memory.
#[derive(Debug)]
pub struct Stream {
    first: u32,
}

impl Stream {
    /// Takes over the stream whose first piece is at an address.
    #[must_use]
    pub const fn adopt(first: u32) -> Self {
        Self { first }
    }

    /// Reads from the beginning, for as long as the stream lives.
    #[must_use]
    pub const fn reader(&self) -> StreamReader {
        // The first record of a piece tells of the piece.
        StreamReader {
            at: self.first + size_of::<Record>() as u32,
        }
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        let mut piece = self.first;
        while piece != 0 {
            let head = area::read(piece, 0);
            area::unreserve(piece, head.first());
            piece = head.second();
        }
    }
}

/// A place in a stream.
#[derive(Clone, Copy, Debug)]
pub struct StreamReader {
    at: u32,
}

impl StreamReader {
    /// The place that JavaScript names by its address, in a stream that lives.
    #[must_use]
    pub const fn new(address: u32) -> Self {
        Self { at: address }
    }

    /// The next record.
    pub fn record(&mut self) -> Record {
        loop {
            let record = area::read(self.at, 0);
            if record.tag() != Ok(Tag::Next) {
                self.at += size_of::<Record>() as u32;
                return record;
            }
            // Past the record that tells of the piece.
            self.at = record.first() + size_of::<Record>() as u32;
        }
    }

    /// The address of so many bytes behind the last record, which the next record comes after.
    pub fn bytes(&mut self, length: u32) -> u32 {
        let address = self.at;
        self.at += length.next_multiple_of(size_of::<Record>() as u32);
        address
    }
}
