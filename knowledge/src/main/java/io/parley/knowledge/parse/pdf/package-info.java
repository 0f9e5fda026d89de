/// PDF to Markdown: [io.parley.knowledge.parse.pdf.PdfFormat]. Text in reading order, headings by
/// their size. No scripts, attachments or forms; nothing is drawn.
package io.parley.knowledge.parse.pdf;
