/// HTML to Markdown: [io.parley.knowledge.parse.html.HtmlFormat]. The main content alone; scripts,
/// styles, navigation and what is hidden are left out. It loads nothing that a page refers to.
package io.parley.knowledge.parse.html;
