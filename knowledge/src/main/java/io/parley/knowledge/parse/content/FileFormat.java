package io.parley.knowledge.parse.content;

/// Reads one format. It uses nothing but the bytes: no network, no other file, no clock.
@FunctionalInterface
public interface FileFormat {
  /// @throws RefusedFile when the file is not read, with the reason
  /// @throws Exception when it is damaged in a way that the format's library reports
  Content read(FileInput file, ParseLimits limits) throws Exception;
}
