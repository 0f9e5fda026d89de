/// Exports of help centres as JSON: [io.parley.knowledge.parse.export.ExportFormat] for the article
/// lists of Zendesk's and Intercom's public APIs, a text for each published article and language.
package io.parley.knowledge.parse.export;
