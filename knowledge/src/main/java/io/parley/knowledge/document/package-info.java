/// Files become documents: [io.parley.knowledge.document.ReadFiles] reads one with a
/// [io.parley.core.knowledge.DocumentReader] and stores its texts.
/// [io.parley.knowledge.document.TextReader] reads Markdown and plain text.
package io.parley.knowledge.document;
