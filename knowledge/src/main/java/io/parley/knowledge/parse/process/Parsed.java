package io.parley.knowledge.parse.process;

import io.parley.core.knowledge.Reading;
import io.parley.knowledge.parse.content.PageFacts;

/// The result of one file.
///
/// @param page what the file says to crawlers; [PageFacts#NONE] unless it is a page that was read
public record Parsed(Reading reading, PageFacts page) {}
