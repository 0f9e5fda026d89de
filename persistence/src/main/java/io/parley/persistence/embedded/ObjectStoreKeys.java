package io.parley.persistence.embedded;

/// The pair of keys of an object store. Never printed.
public record ObjectStoreKeys(String accessKey, String secretKey) {
  @Override
  public String toString() {
    return "ObjectStoreKeys[(not shown)]";
  }
}
