/// Hostile texts for whatever reads text from outside. [TextFuzz] is the entry: a test of a module
/// gives it the readers of that module ([Reader]), and it fails on the first text that one of them
/// cannot read with a small stack, or in a time that grows with the text's length.
package io.parley.core.fuzz;
