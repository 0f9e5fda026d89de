package io.parley.conventions.deploy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.kustomize.v1beta1.Kustomization;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.parley.conventions.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/// A directory with a `kustomization.yaml` and all files that it refers to.
///
/// @param resources its own and those of the directories that it builds on
/// @param patches partial resources, as they are in the files
/// @param files all that were read, including the settings for ConfigMaps
public record Overlay(
    Path directory,
    Kustomization kustomization,
    List<HasMetadata> resources,
    List<HasMetadata> patches,
    List<Path> files) {
  private static final Path ROOT = Repository.ROOT.resolve("k8s");

  /// Every kind that we use, with its version; other kinds are refused.
  private static final Map<String, Class<? extends HasMetadata>> KINDS =
      Map.of(
          "v1/Namespace", Namespace.class,
          "v1/Service", Service.class,
          "v1/ServiceAccount", ServiceAccount.class,
          "v1/ConfigMap", ConfigMap.class,
          "apps/v1/StatefulSet", StatefulSet.class,
          "policy/v1/PodDisruptionBudget", PodDisruptionBudget.class,
          "autoscaling/v2/HorizontalPodAutoscaler", HorizontalPodAutoscaler.class,
          "networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class);

  public Overlay {
    resources = List.copyOf(resources);
    patches = List.copyOf(patches);
    files = List.copyOf(files);
  }

  static List<Overlay> all() {
    return Stream.of("local", "production").map(Overlay::named).toList();
  }

  /// @param name `local` or `production`
  public static Overlay named(String name) {
    return read(ROOT.resolve("overlays").resolve(name));
  }

  /// The common base of all overlays.
  static Kustomization base() {
    return StrictYaml.read(ROOT.resolve("base/kustomization.yaml"), Kustomization.class);
  }

  static Path root() {
    return ROOT;
  }

  private static Overlay read(Path directory) {
    var file = directory.resolve("kustomization.yaml");
    var kustomization = StrictYaml.read(file, Kustomization.class);
    var resources = new ArrayList<HasMetadata>();
    var files = new ArrayList<>(List.of(file));
    for (var name : kustomization.getResources()) {
      var path = directory.resolve(name).normalize();
      if (Files.isDirectory(path)) {
        var below = read(path);
        resources.addAll(below.resources);
        files.addAll(below.files);
      } else {
        resources.addAll(typed(path));
        files.add(path);
      }
    }
    var patches = new ArrayList<HasMetadata>();
    for (var patch : kustomization.getPatches()) {
      var path = directory.resolve(patch.getPath());
      patches.addAll(typed(path));
      files.add(path);
    }
    for (var map : kustomization.getConfigMapGenerator())
      for (var name : map.getFiles()) files.add(directory.resolve(name));
    return new Overlay(directory, kustomization, resources, patches, files);
  }

  static List<HasMetadata> typed(Path file) {
    return StrictYaml.documents(file).stream().map(Overlay::typed).toList();
  }

  static HasMetadata typed(Object document) {
    if (!(document instanceof Map<?, ?> fields))
      throw new IllegalArgumentException("not a manifest: " + document);
    var kind = fields.get("apiVersion") + "/" + fields.get("kind");
    var type = KINDS.get(kind);
    if (type == null) throw new IllegalArgumentException("unexpected kind: " + kind);
    return StrictYaml.as(type, document);
  }

  <T extends HasMetadata> List<T> of(Class<T> type) {
    return resources.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /// Our metrics that drive the autoscaler.
  public List<String> measures() {
    return of(HorizontalPodAutoscaler.class).stream()
        .flatMap(scaler -> scaler.getSpec().getMetrics().stream())
        .filter(metric -> metric.getType().equals("Pods"))
        .map(metric -> metric.getPods().getMetric().getName())
        .toList();
  }

  StatefulSet statefulSet() {
    return of(StatefulSet.class).getFirst();
  }

  /// The container's environment, the overlay's over the base's, in kustomize's order.
  List<EnvVar> environment() {
    var all = new LinkedHashMap<String, EnvVar>();
    for (var patch : patches)
      if (patch instanceof StatefulSet partial)
        containerOf(partial).getEnv().forEach(v -> all.put(v.getName(), v));
    containerOf(statefulSet()).getEnv().forEach(v -> all.putIfAbsent(v.getName(), v));
    return List.copyOf(all.values());
  }

  /// The same as the program sees it in the first pod.
  ///
  /// @param secret value of a key in a Secret
  public Map<String, String> environment(java.util.function.UnaryOperator<String> secret) {
    var seen = new LinkedHashMap<String, String>();
    for (var variable : environment()) {
      var from = variable.getValueFrom();
      if (from == null) seen.put(variable.getName(), expanded(variable.getValue(), seen));
      else if (from.getSecretKeyRef() != null)
        seen.put(variable.getName(), secret.apply(from.getSecretKeyRef().getKey()));
      else
        seen.put(
            variable.getName(),
            switch (from.getFieldRef().getFieldPath()) {
              case "metadata.name" -> statefulSet().getMetadata().getName() + "-0";
              case "metadata.namespace" -> kustomization.getNamespace();
              default -> throw new IllegalArgumentException("" + from.getFieldRef());
            });
    }
    return seen;
  }

  /// The pod's volumes, the overlay's over the base's.
  public List<Volume> volumes() {
    return merged(pod -> pod.getVolumes(), Volume::getName);
  }

  /// The mounts of the volumes, likewise.
  public List<VolumeMount> mounts() {
    return merged(pod -> containerOf(pod).getVolumeMounts(), VolumeMount::getMountPath);
  }

  /// The probes for startup, liveness and readiness, in this order.
  public List<String> schemes() {
    return Stream.<Function<Container, Probe>>of(
            Container::getStartupProbe, Container::getLivenessProbe, Container::getReadinessProbe)
        .map(this::scheme)
        .toList();
  }

  private String scheme(Function<Container, Probe> probe) {
    return pods()
        .map(pod -> probe.apply(containerOf(pod)))
        .filter(Objects::nonNull)
        .map(asked -> asked.getHttpGet().getScheme())
        .filter(Objects::nonNull)
        .findFirst()
        .orElse("HTTP");
  }

  /// Merges by kustomize's key.
  private <T> List<T> merged(Function<PodSpec, List<T>> part, Function<T, String> key) {
    var all = new LinkedHashMap<String, T>();
    pods()
        .flatMap(pod -> part.apply(pod).stream())
        .forEach(one -> all.putIfAbsent(key.apply(one), one));
    return List.copyOf(all.values());
  }

  /// The items of the patches, then the base's.
  private Stream<PodSpec> pods() {
    return Stream.concat(
            patches.stream().filter(StatefulSet.class::isInstance).map(StatefulSet.class::cast),
            Stream.of(statefulSet()))
        .map(set -> set.getSpec().getTemplate().getSpec());
  }

  /// The file with the settings: the overlay's, otherwise the base's.
  public Path settings() {
    return files.stream().filter(file -> file.endsWith("parley.conf")).toList().getLast();
  }

  /// Substitutes `$(NAME)` of earlier variables, as Kubernetes does; leaves others unchanged.
  private static String expanded(String value, Map<String, String> seen) {
    var text = value;
    for (var variable : seen.entrySet())
      text = text.replace("$(" + variable.getKey() + ")", variable.getValue());
    return text;
  }

  static Container containerOf(StatefulSet set) {
    return containerOf(set.getSpec().getTemplate().getSpec());
  }

  private static Container containerOf(PodSpec pod) {
    var containers = pod.getContainers();
    if (containers.size() != 1 || !containers.getFirst().getName().equals("parley"))
      throw new IllegalArgumentException("expected: one container, parley; found: " + containers);
    return containers.getFirst();
  }
}
