/// The knowledge base in tables: [io.parley.persistence.article.JdbcArticles] its texts,
/// [io.parley.persistence.article.JdbcVectors] what they mean to an embedder. Searching is done by
/// an index that each node builds from them.
package io.parley.persistence.article;
