/// Models that turn texts into vectors. Start at [MiniLmEmbedder].
package io.parley.knowledge.embed;
