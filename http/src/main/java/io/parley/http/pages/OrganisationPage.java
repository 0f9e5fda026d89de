package io.parley.http.pages;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/// The chat page of organisations: the installation's without its company's name and words, and
/// without the manifest, whose installed page would be the installation's. It shows the company and
/// the colours of the organisation's agent.
final class OrganisationPage {
  private static final String NAME = "organisation.html";
  private static final String COMPANY = "<parley-chat shop=\"[^\"]*\">";

  private OrganisationPage() {}

  /// @param index the installation's page
  static WebFile of(String index) {
    var html =
        index
            .lines()
            .filter(line -> !isOfInstallation(line))
            .collect(Collectors.joining("\n", "", "\n"))
            .replaceFirst(COMPANY, "<parley-chat>");
    return WebFile.of(
        NAME, html.getBytes(StandardCharsets.UTF_8), List.of(PagePolicy.strict(html)));
  }

  private static boolean isOfInstallation(String line) {
    return line.contains("rel=\"manifest\"") || line.contains("name=\"description\"");
  }
}
