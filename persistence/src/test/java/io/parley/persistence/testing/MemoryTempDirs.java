package io.parley.persistence.testing;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/// JUnit's temporary directories, in memory if possible. Set as
/// `junit.jupiter.tempdir.factory.default`.
public final class MemoryTempDirs implements TempDirFactory {
  @Override
  public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext extension)
      throws IOException {
    return MemoryFiles.newDirectory("junit-");
  }
}
