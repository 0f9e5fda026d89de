/// Finds a file's format by its content, [io.parley.knowledge.parse.type.FileTypes], and reads it,
/// [io.parley.knowledge.parse.type.Formats]. A name only chooses between kinds of text.
package io.parley.knowledge.parse.type;
