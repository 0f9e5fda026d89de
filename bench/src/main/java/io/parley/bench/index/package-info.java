/// The knowledge index at scale: passages made by a generator, searched, changed and opened again.
/// Start at [io.parley.bench.index.IndexBench].
package io.parley.bench.index;
