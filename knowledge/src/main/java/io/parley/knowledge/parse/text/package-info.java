/// Texts: [io.parley.knowledge.parse.text.PlainText] finds the encoding,
/// [io.parley.knowledge.parse.text.MarkdownFormat] reads Markdown with its front matter, and
/// [io.parley.knowledge.parse.text.TextFormat] any other text.
package io.parley.knowledge.parse.text;
