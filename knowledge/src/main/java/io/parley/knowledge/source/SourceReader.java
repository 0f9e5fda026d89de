package io.parley.knowledge.source;

import io.parley.core.knowledge.site.SiteBook;
import io.parley.core.knowledge.site.SourceRun;
import io.parley.core.knowledge.site.SourceRuns.Claim;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/// Reads a source.
@FunctionalInterface
public interface SourceReader {
  /// Reads all of it, and puts what is new into the book. Blocks, for hours at a large site.
  ///
  /// @param cancelled is asked before each request
  /// @throws IOException when it cannot be read
  SourceRun.Result read(Claim claim, SiteBook book, BooleanSupplier cancelled) throws IOException;
}
