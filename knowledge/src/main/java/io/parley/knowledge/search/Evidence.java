package io.parley.knowledge.search;

/// Measures for a passage as the answer to a question. Each measure is comparable over questions.
///
/// @param coverage share of the question's words that it mentions, each by its rarity; 0 to 1
/// @param weight as BM25 weighs them: often is more than once, and in a short passage more than in
///   a long one; 0 to 1
/// @param head the share that its title, its tags and its heading mention; 0 to 1
/// @param opening see [IndexedPassage#opening]
/// @param cosine of the question and the passage; NaN for a passage without vectors
/// @param headCosine of the question and the passage's heading; NaN likewise
/// @param foreign whether it is in another language than the question
record Evidence(
    double coverage,
    double weight,
    double head,
    boolean opening,
    double cosine,
    double headCosine,
    boolean foreign) {}
