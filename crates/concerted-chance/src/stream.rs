//! Addressed random draws: every draw is a pure function of (seed, purpose, key, sample, draw).
//!
//! A shared generator that is advanced draw by draw would couple everything: one more activity, and every later draw
//! changes. Here each draw has an address instead, so adding work leaves all other draws as they were, any sample can be
//! recomputed alone, and threads cannot matter.
//!
//! The mixing is written here rather than taken from a crate. What is needed is thirty lines whose bytes must never
//! change, and the general-purpose crates reserve the right to change theirs between versions; ChaCha costs several
//! times more per draw for a secrecy that a simulation does not need.

/// Increment of the Weyl sequence: the odd integer nearest to 2⁶⁴ divided by the golden ratio.
const WEYL: u64 = 0x9E37_79B9_7F4A_7C15;
/// Offset basis of the 64-bit FNV-1a hash.
const FNV_OFFSET: u64 = 0xCBF2_9CE4_8422_2325;
/// Prime of the 64-bit FNV-1a hash.
const FNV_PRIME: u64 = 0x0000_0100_0000_01B3;

/// Bits of the float 1.
const ONE: u64 = 0x3FF0_0000_0000_0000;
/// 2⁻⁵³: half of the distance between two draws.
const HALF_STEP: f64 = 1.0 / 9_007_199_254_740_992.0;

/// Finaliser of SplitMix64 (Steele, Lea and Flood 2014, with the constants known as variant 13): a bijection on 64 bits
/// in which each input bit flips each output bit with a probability close to one half.
const fn mix(mut word: u64) -> u64 {
    word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    word ^ (word >> 31)
}

/// FNV-1a over bytes, continuing from `hash`.
fn fnv(mut hash: u64, bytes: &[u8]) -> u64 {
    for byte in bytes {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(FNV_PRIME);
    }
    hash
}

/// Maps a random word to the open interval (0, 1): the upper 52 bits, plus one half, over 2⁵².
///
/// Neither 0 nor 1 occurs, so every inverse distribution function is finite, and 1 − u is exact, so antithetic pairs are
/// exact mirror images.
fn open_unit(word: u64) -> f64 {
    ((word >> 12) as f64 + 0.5) * (1.0 / 4_503_599_627_370_496.0)
}

/// The name of a family of draws: (seed, purpose, key), hashed once.
///
/// The seed belongs to the run, the purpose to the place in the program that draws (`"duration"`, `"risk"`), the key to
/// the thing drawn for (the stable key of an activity). Two different addresses give unrelated draws; the chance that
/// two of 100,000 addresses coincide is about 3 in 10¹⁰.
///
/// ```
/// use concerted_chance::Address;
///
/// let address = Address::new(7, "duration", "activity-1");
/// assert_eq!(address.uniform(3, 0), address.uniform(3, 0));
/// assert_ne!(address.uniform(3, 0), address.uniform(4, 0));
/// // A stream of the same sample starts with the same draws.
/// assert_eq!(address.stream(3).uniform(), address.uniform(3, 0));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Address {
    base: u64,
    offset: u64,
}

impl Address {
    /// Hashes seed, purpose and key: FNV-1a over the seed (little endian), then for each text its length (little endian,
    /// 64 bits) and its bytes; two words are then derived with the SplitMix64 finaliser.
    ///
    /// The lengths keep `("ab", "c")` apart from `("a", "bc")`.
    pub fn new(seed: u64, purpose: &str, key: &str) -> Self {
        let mut hash = fnv(FNV_OFFSET, &mix(seed.wrapping_add(WEYL)).to_le_bytes());
        for text in [purpose, key] {
            hash = fnv(hash, &(text.len() as u64).to_le_bytes());
            hash = fnv(hash, text.as_bytes());
        }
        let base = mix(hash.wrapping_add(WEYL));
        Self {
            base,
            offset: mix(base.wrapping_add(WEYL)),
        }
    }

    /// The random word of one draw: w = mix(mix(base + sample·W) + offset + (draw + 1)·W), where W is the Weyl increment.
    pub fn word(&self, sample: u64, draw: u64) -> u64 {
        mix(self
            .state(sample)
            .wrapping_add(WEYL.wrapping_mul(draw.wrapping_add(1))))
    }

    /// A uniform draw in the open interval (0, 1).
    pub fn uniform(&self, sample: u64, draw: u64) -> f64 {
        open_unit(self.word(sample, draw))
    }

    /// The uniform draws of consecutive samples from `first` on: the same numbers as [`Address::uniform`], in one loop that
    /// the compiler can spread over vector lanes.
    ///
    /// ```
    /// use concerted_chance::Address;
    ///
    /// let address = Address::new(7, "duration", "activity-1");
    /// let mut batch = [0.0; 8];
    /// address.uniforms(100, 0, &mut batch);
    /// assert_eq!(batch[3], address.uniform(103, 0));
    /// ```
    pub fn uniforms(&self, first: u64, draw: u64, out: &mut [f64]) {
        let step = WEYL.wrapping_mul(draw.wrapping_add(1));
        let mut counter = self.base.wrapping_add(WEYL.wrapping_mul(first));
        for value in out {
            let state = mix(counter).wrapping_add(self.offset);
            counter = counter.wrapping_add(WEYL);
            // The upper 52 bits become the fraction of a float in [1, 2): k/2⁵² exactly, without a conversion.
            let fraction = f64::from_bits((mix(state.wrapping_add(step)) >> 12) | ONE);
            *value = (fraction - 1.0) + HALF_STEP;
        }
    }

    /// The draws of one sample one after another, for consumers that do not know in advance how many they need.
    pub fn stream(&self, sample: u64) -> Stream {
        Stream {
            state: self.state(sample),
        }
    }

    fn state(&self, sample: u64) -> u64 {
        mix(self.base.wrapping_add(WEYL.wrapping_mul(sample))).wrapping_add(self.offset)
    }
}

/// The draws of one address and sample, one after another: a SplitMix64 generator started from the address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stream {
    state: u64,
}

impl Stream {
    /// The stream of (seed, purpose, key, sample). Where many samples of one address are drawn, make the [`Address`] once.
    pub fn new(seed: u64, purpose: &str, key: &str, sample: u64) -> Self {
        Address::new(seed, purpose, key).stream(sample)
    }

    /// The next random word.
    pub fn word(&mut self) -> u64 {
        self.state = self.state.wrapping_add(WEYL);
        mix(self.state)
    }

    /// The next uniform draw in the open interval (0, 1).
    pub fn uniform(&mut self) -> f64 {
        open_unit(self.word())
    }

    /// The next integer in `0..bound`, without bias (multiplication with rejection, Lemire 2019); 0 if `bound` is 0.
    pub fn below(&mut self, bound: u64) -> u64 {
        if bound == 0 {
            return 0;
        }
        let threshold = bound.wrapping_neg() % bound;
        loop {
            let product = u128::from(self.word()) * u128::from(bound);
            if (product as u64) >= threshold {
                return (product >> 64) as u64;
            }
        }
    }

    /// Puts the items in random order (Fisher–Yates).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for end in (1..items.len()).rev() {
            let other = self.below(end as u64 + 1) as usize;
            items.swap(end, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Pins the bytes: a change here silently changes every published simulation and needs a major version.
    #[test]
    fn golden_words_never_change() {
        let address = Address::new(42, "duration", "activity-17");
        let words: Vec<u64> = (0..2)
            .flat_map(|sample| (0..2).map(move |draw| address.word(sample, draw)))
            .collect();
        assert_eq!(words, GOLDEN, "{words:#018x?}");
    }
    // Computed by a second implementation of the documented formula, in integers of arbitrary size.
    const GOLDEN: [u64; 4] = [
        0xAC1F_6DF2_6A9E_FF49,
        0x3D1A_0BB0_5319_5F08,
        0x1649_6F6E_C25A_8CED,
        0xD24B_F8ED_A090_3DE4,
    ];

    #[test]
    fn stream_and_counter_agree() {
        let address = Address::new(5, "p", "k");
        let mut stream = Stream::new(5, "p", "k", 9);
        for draw in 0..100 {
            assert_eq!(stream.word(), address.word(9, draw));
        }
    }

    #[test]
    fn each_part_of_the_address_matters() {
        let base = Address::new(1, "ab", "c").word(0, 0);
        for other in [
            Address::new(2, "ab", "c").word(0, 0),
            Address::new(1, "a", "bc").word(0, 0),
            Address::new(1, "ab", "d").word(0, 0),
            Address::new(1, "c", "ab").word(0, 0),
            Address::new(1, "ab", "c").word(1, 0),
            Address::new(1, "ab", "c").word(0, 1),
        ] {
            assert_ne!(base, other);
        }
    }

    #[test]
    fn uniform_stays_inside_the_open_interval() {
        assert!(open_unit(0) > 0.0);
        assert!(open_unit(u64::MAX) < 1.0);
        assert_eq!(1.0 - open_unit(0), open_unit(u64::MAX));
    }

    /// Chi-squared over 64 cells in each of the three directions in which draws are taken: samples, draws and keys.
    /// The 1 − 10⁻⁶ quantile for 63 degrees of freedom is about 125 (Wilson–Hilferty).
    #[test]
    fn uniform_in_every_direction() {
        let address = Address::new(3, "chi", "square");
        let n = 64 * 500;
        let directions: [Vec<f64>; 3] = [
            (0..n).map(|i| address.uniform(i, 0)).collect(),
            (0..n).map(|i| address.uniform(0, i)).collect(),
            (0..n)
                .map(|i| Address::new(3, "chi", &i.to_string()).uniform(0, 0))
                .collect(),
        ];
        for values in directions {
            let mut cells = [0.0_f64; 64];
            for value in &values {
                cells[(value * 64.0) as usize] += 1.0;
            }
            let chi: f64 = cells
                .iter()
                .map(|c| (c - 500.0) * (c - 500.0) / 500.0)
                .sum();
            assert!((20.0..125.0).contains(&chi), "chi-squared {chi}");
        }
    }

    /// Neighboring samples, draws and keys are uncorrelated: |r| stays under 4.5 standard errors.
    #[test]
    fn neighbors_are_uncorrelated() {
        let n = 20_000_u64;
        let a = Address::new(3, "x", "activity-1");
        let b = Address::new(3, "x", "activity-2");
        let pairs: [Vec<(f64, f64)>; 3] = [
            (0..n)
                .map(|i| (a.uniform(i, 0), a.uniform(i + 1, 0)))
                .collect(),
            (0..n).map(|i| (a.uniform(i, 0), a.uniform(i, 1))).collect(),
            (0..n).map(|i| (a.uniform(i, 0), b.uniform(i, 0))).collect(),
        ];
        for pair in pairs {
            let r: f64 =
                pair.iter().map(|(x, y)| (x - 0.5) * (y - 0.5)).sum::<f64>() * 12.0 / n as f64;
            assert!(r.abs() < 4.5 / libm::sqrt(n as f64), "correlation {r}");
        }
    }

    /// Avalanche: flipping one bit of the sample number flips each output bit about half of the time.
    #[test]
    fn one_input_bit_flips_half_of_the_output() {
        let address = Address::new(11, "x", "y");
        let flips: u32 = (0..4_000_u64)
            .map(|i| (address.word(i, 0) ^ address.word(i ^ (1 << (i % 40)), 0)).count_ones())
            .sum();
        let share = f64::from(flips) / (4_000.0 * 64.0);
        assert!((share - 0.5).abs() < 0.006, "share {share}");
    }

    #[test]
    fn below_covers_its_range_evenly() {
        let mut stream = Stream::new(1, "below", "", 0);
        let mut cells = [0_u32; 6];
        for _ in 0..60_000 {
            cells[stream.below(6) as usize] += 1;
        }
        assert!(
            cells.iter().all(|c| (9_600..10_400).contains(c)),
            "{cells:?}"
        );
        assert_eq!(stream.below(0), 0);
        assert_eq!(stream.below(1), 0);
    }

    proptest! {
        #[test]
        fn batches_are_the_single_draws(seed: u64, first: u64, draw in 0_u64..9, length in 0_usize..40) {
            let address = Address::new(seed, "batch", "k");
            let mut batch = vec![0.0; length];
            address.uniforms(first, draw, &mut batch);
            for (i, value) in batch.into_iter().enumerate() {
                prop_assert_eq!(value, address.uniform(first.wrapping_add(i as u64), draw));
            }
        }

        #[test]
        fn shuffle_is_a_permutation(seed: u64, length in 0_usize..40) {
            let mut items: Vec<usize> = (0..length).collect();
            Stream::new(seed, "shuffle", "", 0).shuffle(&mut items);
            items.sort_unstable();
            prop_assert_eq!(items, (0..length).collect::<Vec<_>>());
        }
    }
}
