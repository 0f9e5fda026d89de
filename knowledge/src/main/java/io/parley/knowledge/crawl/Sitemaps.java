package io.parley.knowledge.crawl;

import crawlercommons.sitemaps.AbstractSiteMap;
import crawlercommons.sitemaps.SiteMap;
import crawlercommons.sitemaps.SiteMapIndex;
import crawlercommons.sitemaps.SiteMapParser;
import crawlercommons.sitemaps.SiteMapURL;
import crawlercommons.sitemaps.UnknownFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// Reads a sitemap (sitemaps.org): XML, a text of addresses, or an index of sitemaps.
final class Sitemaps {
  private static final int BYTES_MAX = 20 << 20;

  /// @param pages addresses of pages; @param further addresses of sitemaps
  record Found(List<String> pages, List<String> further) {}

  private Sitemaps() {}

  /// @throws IOException when it is none, or too large
  static Found read(String url, byte[] bytes) throws IOException {
    var parser = new SiteMapParser(false, true);
    parser.setAllowDocTypeDefinitions(false);
    AbstractSiteMap map;
    try {
      map = parser.parseSiteMap(unpacked(bytes), URI.create(url).toURL());
    } catch (UnknownFormatException | RuntimeException e) {
      throw new IOException("a sitemap of an unknown form", e);
    }
    var pages = new ArrayList<String>();
    var further = new ArrayList<String>();
    if (map instanceof SiteMapIndex index)
      for (var inner : index.getSitemaps()) further.add(inner.getUrl().toString());
    if (map instanceof SiteMap plain)
      for (SiteMapURL page : plain.getSiteMapUrls()) pages.add(page.getUrl().toString());
    return new Found(pages, further);
  }

  private static byte[] unpacked(byte[] bytes) throws IOException {
    if (bytes.length < 2 || bytes[0] != 0x1f || bytes[1] != (byte) 0x8b) return bytes;
    try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      var unpacked = in.readNBytes(BYTES_MAX + 1);
      if (unpacked.length > BYTES_MAX)
        throw new IOException("a sitemap of more than %,d bytes".formatted(BYTES_MAX));
      return unpacked;
    }
  }
}
