package app.akin.core.embed;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;

/// Files that may not lie in this repository: a test that needs them runs where an environment
/// variable names them, and says so where none does.
///
/// | variable | names |
/// |---|---|
/// | `AKIN_BGE_VL_BASE` | a folder with the official files of BGE-VL-base |
/// | `AKIN_BGE_VL_LARGE` | the same of BGE-VL-large |
/// | `AKIN_BGE_VL_DEMO` | `cir_query.png`, `cir_candi_1.png`, `cir_candi_2.png`, `corpus/`, `query/` |
/// | `AKIN_CLIP_TOKENIZER` | CLIP's own `tokenizer.json`, a file |
enum Environment {
  /// The smaller model with its real weights.
  AKIN_BGE_VL_BASE("BGE-VL-base"),
  /// The larger model with its real weights.
  AKIN_BGE_VL_LARGE("BGE-VL-large"),
  /// The authors' photos.
  AKIN_BGE_VL_DEMO("the demo photos of BGE-VL's authors"),
  /// The tokenizer of every CLIP model.
  AKIN_CLIP_TOKENIZER("CLIP's tokenizer.json");

  private final String what;

  Environment(String what) {
    this.what = what;
  }

  /// What the variable names; without it the test that asks is not run and says why.
  Path path() {
    String value = System.getenv(name());
    assumeTrue(value != null, () -> "not run: " + name() + " does not name " + what);
    return Path.of(value);
  }
}
