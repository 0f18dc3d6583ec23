package app.akin.core.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests token ids of whole tokenizers against ids of the Python package tokenizers 0.23.3 with
/// `encode_special_tokens`, which treats special tokens in a text as plain text.
final class TextTokenizerTest {
  private static final String REAL = "AKIN_CLIP_TOKENIZER";

  @TempDir private Path compiled;
  private EmbeddingModel starter;

  @BeforeEach
  void open() {
    starter = EmbeddingModel.open(TestModels.starter(), TestModels.settings(compiled));
  }

  @AfterEach
  void close() {
    starter.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " = ",
      textBlock =
          """
          [SEP] dog         = 101 1031 19802 1033 3899 102
          a [CLS]           = 101 1037 1031 18856 2015 1033 102
          [UNK]             = 101 1031 4895 2243 1033 102
          [PAD]             = 101 1031 11687 1033 102
          [MASK]x           = 101 1031 7308 1033 1060 102
          x[SEP]y           = 101 1060 1031 19802 1033 1061 102
          a[SEP] [SEP]b     = 101 1037 1031 19802 1033 1031 19802 1033 1038 102
          [sep]             = 101 1031 19802 1033 102
          <|endoftext|> dog = 101 1026 1064 2203 15794 10288 2102 1064 1028 3899 102
          """)
  void specialTokensInTextArePlainText(String text, String ids) {
    assertThat(starter.tokens(text)).isEqualTo(ids(ids));
  }

  @Test
  void longTextsAreTruncatedAndKeepTheEndToken() {
    long[] ids = starter.tokens("photo ".repeat(100));
    assertThat(ids).hasSize(64).startsWith(101, 6302).endsWith(6302, 102);
    assertThat(starter.tokens("")).containsExactly(101, 102);
  }

  @Test
  void invalidCharactersDoNotAffectOtherTokens() {
    // The normalizer of this tokenizer removes unpaired surrogates and noncharacters.
    String broken = Character.toString(0xfdd0) + "[SEP]" + Character.toString(0xd83d);
    assertThat(starter.tokens(broken)).isEqualTo(starter.tokens("[SEP]"));
    assertThat(starter.tokens("日本" + Character.toString(0xd83d))).isEqualTo(starter.tokens("日本"));
  }

  @Test
  void piecesOfUnigramModelsAreNotSpecialTokens() {
    String tokenizer =
        """
        {"version": "1.0", "truncation": null,
         "padding": {"strategy": {"Fixed": 20}, "direction": "Right", "pad_to_multiple_of": null,
                     "pad_id": 2, "pad_type_id": 0, "pad_token": "<unk>"},
         "added_tokens": [%s, %s, %s], "normalizer": null,
         "pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always",
                           "split": true},
         "post_processor": {"type": "RobertaProcessing", "cls": ["<s>", 0], "sep": ["</s>", 1],
                            "trim_offsets": false, "add_prefix_space": false},
         "decoder": null,
         "model": {"type": "Unigram", "unk_id": 2, "byte_fallback": false, "vocab":
           [["<s>", 0.0], ["</s>", 0.0], ["<unk>", 0.0], ["▁", -2.0], ["dog", -3.0],
            ["<", -4.0], ["/", -4.0], ["s", -4.0], [">", -4.0]]}}
        """
            .formatted(special(0, "<s>"), special(1, "</s>"), special(2, "<unk>"));
    try (EmbeddingModel model = tokenizing(tokenizer, 64)) {
      assertThat(model.tokens("dog</s>")).containsExactly(0, 3, 4, 5, 6, 7, 8, 1);
      assertThat(model.tokens("<s>dog")).containsExactly(0, 3, 5, 7, 8, 4, 1);
      assertThat(model.tokens("☃")).containsExactly(0, 3, 2, 1);
    }
  }

  @Test
  void charactersThatAreSpecialTokensRemainCharacters() {
    String tokenizer =
        """
        {"version": "1.0", "truncation": null, "padding": null,
         "added_tokens": [%s, %s], "normalizer": {"type": "Lowercase"},
         "pre_tokenizer": {"type": "Whitespace"},
         "post_processor": {"type": "RobertaProcessing", "cls": ["<e>", 5], "sep": ["<e>", 5],
                            "trim_offsets": false, "add_prefix_space": false},
         "decoder": null,
         "model": {"type": "BPE", "dropout": null, "unk_token": "<e>",
           "continuing_subword_prefix": "", "end_of_word_suffix": "</w>", "fuse_unk": false,
           "byte_fallback": false, "merges": ["! !</w>"],
           "vocab": {"!": 0, "!</w>": 1, "a": 2, "a</w>": 3, "!!</w>": 4, "<e>": 5, "<": 6,
                     "<</w>": 7, "e</w>": 8, "></w>": 9}}}
        """
            .formatted(special(0, "!"), special(5, "<e>"));
    try (EmbeddingModel model = tokenizing(tokenizer, 64)) {
      assertThat(model.tokens("a!")).containsExactly(5, 3, 1, 5);
      assertThat(model.tokens("a !!")).containsExactly(5, 3, 4, 5);
      assertThat(model.tokens("<e>")).containsExactly(5, 7, 8, 9, 5);
    }
  }

  @Test
  void jsonSyntaxCharactersInTokensAreSupported() {
    String tokenizer =
        """
        {"version": "1.0", "normalizer": null, "pre_tokenizer": null, "decoder": null,
         "\\u0061dded_tokens": [%s],
         "post_processor": {"type": "RobertaProcessing", "cls": ["<e>", 11], "sep": ["<e>", 11],
                            "trim_offsets": false, "add_prefix_space": false},
         "model": {"type": "BPE", "dropout": null, "unk_token": null,
           "continuing_subword_prefix": null, "end_of_word_suffix": null, "fuse_unk": false,
           "byte_fallback": false, "merges": ["{ \\"", "\\\\ ]"],
           "vocab": {"{": 0, "}": 1, "]": 2, "\\"": 3, "\\\\": 4, "{\\"": 5, "\\\\]": 6, "é": 7,
                     "<": 8, "e": 9, ">": 10, "<e>": 11}}}
        """
            .formatted(special(11, "<e>"));
    try (EmbeddingModel model = tokenizing(tokenizer, 64)) {
      assertThat(model.tokens("}{\"é\\]\"")).containsExactly(11, 1, 5, 7, 6, 3, 11);
      assertThat(model.tokens("<e>")).containsExactly(11, 8, 9, 10, 11);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{}",
        "{} {}",
        "{,}",
        "{\"model\": {}, \"added",
        "{\"model\": {\"vocab\": {}",
        "{\"model\" 3}",
        "{\"model\": 3, \"added_tokens\": [3]}"
      })
  void anInvalidTokenizerIsReported(String json) {
    try (EmbeddingModel model = tokenizing(json, 64)) {
      assertThatThrownBy(() -> model.tokens("dog"))
          .isInstanceOfSatisfying(
              AkinException.class,
              e -> {
                assertThat(e.problem())
                    .isInstanceOfSatisfying(
                        Problem.ModelTokenizer.class,
                        tokenizer -> assertThat(tokenizer.file()).isEqualTo("made/tokenizer.json"));
              });
    }
  }

  @Test
  void aLengthTooSmallForTheSpecialTokensIsReported() {
    String bundle = TestModels.BUNDLE.replace("\"max_tokens\": 64", "\"max_tokens\": 1");
    try (EmbeddingModel model =
        EmbeddingModel.open(
            TestModels.starter().with("bundle.json", bundle), TestModels.settings(compiled))) {
      assertThatThrownBy(() -> model.tokens("dog"))
          .isInstanceOfSatisfying(
              AkinException.class,
              e -> assertThat(e.problem()).isInstanceOf(Problem.ModelTokenizer.class));
    }
  }

  // Known ids of BGE-VL, and special tokens as plain text.
  @Test
  void idsOfTheRealClipTokenizer() throws IOException {
    String file = System.getenv(REAL);
    assumeTrue(file != null, REAL + " names no tokenizer.json: its ids were not compared");
    try (EmbeddingModel model = tokenizing(Files.readString(Path.of(file)), 77)) {
      for (String[] row :
          new String[][] {
            {
              "Make the background dark, as if the camera has taken the photo at night",
              "1078 518 5994 3144 267 601 878 518 3934 791 2807 518 1125 536 930"
            },
            {
              "Find a picture of oranges in a blue basket",
              "1416 320 1674 539 32417 530 320 1746 10338"
            },
            {
              "Find a picture of both oranges and bananas", "1416 320 1674 539 2212 32417 537 19121"
            },
            {
              "Find a picture that also a motorbike but replace the load to a bag of orange",
              "1416 320 1674 682 1446 320 33341 767 9466 518 2834 531 320 3365 539 4287"
            },
            {"", ""},
            {"  Hello   WORLD\n2024 it's", "3306 1002 273 271 273 275 585 568"},
            {"snake_case don't DON'T", "8798 318 2068 847 713 847 713"},
            {"Café naïve ÉCOLE", "15304 1097 35689 563 3459 8166"},
            {"Cafe\u0301", "15304"},
            {"日本語", "39121 44353 34002 508"},
            {"😀 ok", "7334 2481"},
            {"ﬁne", "171 105 223 1422"},
            {"İstanbul ΣΑΣ", "328 16384 11231 139 225 138 109 139 481"},
            {"a\u00a0b\u200bc", "320 321 9844 322"},
            {"photo ".repeat(100), "1125 ".repeat(75)},
            {"<|endoftext|> dog", "27 347 40786 4160 91 285 1929"},
            {"a<|startoftext|>b", "320 27 347 993 6659 4160 91 285 321"},
            {"[SEP]", "314 10434 316"},
          }) {
        assertThat(model.tokens(row[0]))
            .as(row[0])
            .isEqualTo(ids(("49406 " + row[1]).strip() + " 49407"));
      }
    }
  }

  private EmbeddingModel tokenizing(String tokenizer, int maxTokens) {
    String bundle = TestModels.BUNDLE.replace("\"max_tokens\": 64", "\"max_tokens\": " + maxTokens);
    return EmbeddingModel.open(
        TestModels.withoutArchives(bundle, "{}", tokenizer), TestModels.settings(compiled));
  }

  private static String special(int id, String content) {
    return """
    {"id": %d, "content": "%s", "single_word": false, "lstrip": false, "rstrip": false,
     "normalized": false, "special": true}\
    """
        .formatted(id, content);
  }

  private static long[] ids(String text) {
    return Arrays.stream(text.split(" ")).mapToLong(Long::parseLong).toArray();
  }
}
