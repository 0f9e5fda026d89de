/// The parts that every reader of files uses: [io.parley.knowledge.parse.content.Markdown] writes
/// the result, [io.parley.knowledge.parse.content.RefusedFile] refuses a file,
/// [io.parley.knowledge.parse.content.ParseLimits] says where a file is too large. It reads no
/// format.
package io.parley.knowledge.parse.content;
