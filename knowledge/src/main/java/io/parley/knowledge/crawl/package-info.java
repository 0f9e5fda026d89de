/// Visits a company's site: [io.parley.knowledge.crawl.SiteCrawler]. It stays on one host, below
/// one path; obeys `robots.txt` (RFC 9309), `noindex`, `nofollow` and canonical addresses; sends
/// one request a second to a host; and asks with ETag and Last-Modified for what it has seen. Every
/// request goes by [io.parley.outbound.guard.GuardedHttp]; every page is parsed in a process of its
/// own. The memory is in a [io.parley.core.knowledge.site.SiteBook].
package io.parley.knowledge.crawl;
