/// The knowledge base in tables: [io.parley.persistence.article.JdbcArticles] has its texts,
/// [io.parley.persistence.article.JdbcVectors] their embeddings. Each node builds an index from
/// them for searching.
package io.parley.persistence.article;
