/// Hostile texts for readers of untrusted text. Start at [TextFuzz]: a module's test passes it the
/// readers of that module ([Reader]), and it fails on the first text that one of them cannot read
/// with a small stack and in linear time.
package io.parley.core.fuzz;
