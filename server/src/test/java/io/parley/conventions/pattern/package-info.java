/// The regular expressions of all modules: [PatternsTest] refuses those whose stack depth grows
/// with the text, or whose time grows with its square.
package io.parley.conventions.pattern;
