package io.parley.conventions.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.conventions.Repository;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The dashboard: a consistent grid of panels on the provisioned data source.
class DashboardTest {
  private static final int COLUMNS = 24;

  private final Dashboard dashboard = Dashboard.read();

  @Test
  void panels_do_not_overlap() {
    var taken = new HashSet<List<Integer>>();
    for (var panel : dashboard.panels()) {
      var place = panel.gridPos();
      assertThat(place.x() + place.w()).as(panel.title()).isLessThanOrEqualTo(COLUMNS);
      for (int x = place.x(); x < place.x() + place.w(); x++)
        for (int y = place.y(); y < place.y() + place.h(); y++)
          assertThat(taken.add(List.of(x, y))).as(panel.title()).isTrue();
    }
    assertThat(dashboard.panels().stream().map(Dashboard.Panel::id)).doesNotHaveDuplicates();
  }

  @Test
  void every_panel_has_a_description_and_the_provisioned_source() {
    record Sources(int apiVersion, List<Map<String, Object>> datasources) {}
    var provisioned =
        StrictYaml.read(
            Repository.ROOT.resolve("deploy/grafana/provisioning/datasources/prometheus.yaml"),
            Sources.class);
    var uid = provisioned.datasources().getFirst().get("uid");
    assertThat(dashboard.panels())
        .filteredOn(panel -> !panel.type().equals("row"))
        .isNotEmpty()
        .allSatisfy(
            panel -> {
              assertThat(panel.description()).as(panel.title()).isNotBlank();
              assertThat(panel.targets()).as(panel.title()).isNotEmpty();
              assertThat(panel.datasource().uid()).isEqualTo(uid);
              assertThat(panel.fieldConfig().defaults()).containsKey("unit");
            });
  }

  @Test
  void the_provisioned_directory_is_mounted() {
    record Providers(int apiVersion, List<Map<String, Object>> providers) {}
    var provider =
        StrictYaml.read(
                Repository.ROOT.resolve("deploy/grafana/provisioning/dashboards/parley.yaml"),
                Providers.class)
            .providers()
            .getFirst();
    var path = ((Map<?, ?>) provider.get("options")).get("path").toString();
    assertThat(ComposeFile.read().services().get("grafana").volumes())
        .contains("./deploy/grafana/dashboards:" + path + ":ro");
  }
}
