package app.akin.core.embed;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;

/// Files that are not in the repository: a test that needs them runs only if an environment
/// variable names them, and otherwise is skipped with a message.
///
/// | variable | names |
/// |---|---|
/// | `AKIN_BGE_VL_BASE` | a folder with the official files of BGE-VL-base |
/// | `AKIN_BGE_VL_LARGE` | a folder with the official files of BGE-VL-large |
/// | `AKIN_BGE_VL_MLLM_S1` | a folder with the official files of BGE-VL-MLLM-S1 |
/// | `AKIN_BGE_VL_V15_MMEB` | a folder with the official files of BGE-VL-v1.5-mmeb |
/// | `AKIN_BGE_VL_DEMO` | `cir_query.png`, `cir_candi_1.png`, `cir_candi_2.png`, `corpus/`, `query/` |
/// | `AKIN_CLIP_TOKENIZER` | CLIP's `tokenizer.json`, a file |
enum ExternalData {
  /// The smaller model with its real weights.
  AKIN_BGE_VL_BASE("BGE-VL-base"),
  /// The larger model with its real weights.
  AKIN_BGE_VL_LARGE("BGE-VL-large"),
  /// The first model that embeds prompts, with its real weights.
  AKIN_BGE_VL_MLLM_S1("BGE-VL-MLLM-S1"),
  /// The model that is tuned for many tasks, with its real weights.
  AKIN_BGE_VL_V15_MMEB("BGE-VL-v1.5-mmeb"),
  /// The authors' photos.
  AKIN_BGE_VL_DEMO("the demo photos of BGE-VL's authors"),
  /// The tokenizer of every CLIP model.
  AKIN_CLIP_TOKENIZER("CLIP's tokenizer.json");

  private final String description;

  ExternalData(String what) {
    this.description = what;
  }

  /// Returns the path in the variable; skips the test with a message if it is not set.
  Path path() {
    String value = System.getenv(name());
    assumeTrue(value != null, () -> "not run: " + name() + " does not name " + description);
    return Path.of(value);
  }
}
