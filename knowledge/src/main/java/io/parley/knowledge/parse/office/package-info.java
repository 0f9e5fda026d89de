/// DOCX, PPTX and XLSX to Markdown. [io.parley.knowledge.parse.office.PackedFile] looks at every
/// entry before a library does. Macros, embedded files and links to other files are never opened.
package io.parley.knowledge.parse.office;
