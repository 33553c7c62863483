//! SHA-256 of bytes, and its hexadecimal form in names and lines.
//!
//! Knows nothing of files.

use std::fmt;
use std::str::FromStr;

use sha2::Digest;

/// A SHA-256 (FIPS 180-4); shown and parsed as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sha256([u8; 32]);

impl Sha256 {
    /// Hashes bytes.
    pub fn of(bytes: &[u8]) -> Self {
        let mut hasher = Hasher::default();
        hasher.take(bytes);
        hasher.finish()
    }
}

impl fmt::Display for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sha256({self})")
    }
}

impl FromStr for Sha256 {
    type Err = MalformedHash;

    fn from_str(text: &str) -> Result<Self, MalformedHash> {
        let digit = |byte: u8| match byte {
            b'0'..=b'9' => Ok(byte - b'0'),
            b'a'..=b'f' => Ok(byte - b'a' + 10),
            _ => Err(MalformedHash),
        };
        let pairs = text.as_bytes().chunks(2);
        let bytes = pairs.map(|pair| match pair {
            [high, low] => Ok(digit(*high)? * 16 + digit(*low)?),
            _ => Err(MalformedHash),
        });
        let bytes: Vec<u8> = bytes.collect::<Result<_, _>>()?;
        bytes.try_into().map(Self).map_err(|_| MalformedHash)
    }
}

/// Text that is not 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a SHA-256: 64 digits 0-9 a-f are expected")]
pub struct MalformedHash;

/// Hashes bytes that come piece by piece.
#[derive(Clone, Default)]
pub struct Hasher {
    inner: sha2::Sha256,
}

impl Hasher {
    /// Takes the next bytes.
    pub fn take(&mut self, bytes: &[u8]) {
        self.inner.update(bytes);
    }

    /// Gives the hash of everything taken.
    pub fn finish(self) -> Sha256 {
        Sha256(self.inner.finalize().into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_of_abc_is_that_of_the_standard() {
        let hex = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(Sha256::of(b"abc").to_string(), hex);
        assert_eq!(hex.parse(), Ok(Sha256::of(b"abc")));
    }

    #[test]
    fn anything_but_64_lower_case_digits_is_no_hash() {
        for text in ["", "ab", &"AB".repeat(32), &"a".repeat(63), &"a".repeat(65), &"zz".repeat(32)] {
            assert_eq!(text.parse::<Sha256>(), Err(MalformedHash), "{text}");
        }
    }
}
