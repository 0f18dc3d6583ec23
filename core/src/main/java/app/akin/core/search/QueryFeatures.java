package app.akin.core.search;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Embedding;
import app.akin.core.photo.Problem;
import app.akin.core.search.FeatureCache.Feature;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// The features of the parts of a query.
public final class QueryFeatures {
  private final List<Query.Part> images = new ArrayList<>();
  private final List<Query.Part> texts = new ArrayList<>();
  private final List<Query.Part> excluded = new ArrayList<>();
  private final List<String> words = new ArrayList<>();
  private final List<String> unknownTerms = new ArrayList<>();
  private final Set<Long> contents = new HashSet<>();

  /// Whether the model embeds prompts.
  private boolean prompt;

  /// Whether an image and a text were embedded together.
  private boolean composed;

  private QueryFeatures() {}

  /// Computes the features of parts.
  ///
  /// @param superseded checked before each part
  /// @return empty if superseded
  /// @throws AkinException `QueryImage` if an image can't be used, `QueryPrompt` if a prompt has
  ///   more than one image or text
  static Optional<QueryFeatures> of(
      List<QueryPart> parts,
      QueryPartEmbedder embedder,
      SearchSession session,
      BooleanSupplier superseded) {
    QueryFeatures features = new QueryFeatures();
    boolean complete =
        switch (session.model().composition()) {
          case SUM -> features.addAll(parts, embedder, session, superseded);
          case PROMPT -> features.addPrompt(parts, embedder, session, superseded);
        };
    return complete ? Optional.of(features) : Optional.empty();
  }

  /// Adds the feature of each part.
  ///
  /// @return false if superseded
  private boolean addAll(
      List<QueryPart> parts,
      QueryPartEmbedder embedder,
      SearchSession session,
      BooleanSupplier superseded) {
    for (QueryPart part : parts) {
      if (superseded.getAsBoolean()) {
        return false;
      }
      switch (part) {
        case QueryPart.Image(QueryImage image, Crop crop, double weight) -> {
          Feature feature = embedder.embedImage(session, image, crop);
          addContent(image, feature, embedder, session);
          images.add(new Query.Part(feature.embedding(), weight));
        }
        case QueryPart.Text(String text, double weight) -> {
          words.add(text);
          texts.add(part(text, weight, embedder, session));
        }
        case QueryPart.ExcludedText(String text, double weight) ->
            excluded.add(part(text, weight, embedder, session));
      }
    }
    return true;
  }

  /// Adds one feature of the image and the text together. Norms are 1, because a model that embeds
  /// prompts does not add raw features: excluded texts are subtracted by Akin's own rule.
  ///
  /// @return false if superseded
  private boolean addPrompt(
      List<QueryPart> parts,
      QueryPartEmbedder embedder,
      SearchSession session,
      BooleanSupplier superseded) {
    List<QueryPart.Image> queryImages = ofKind(parts, QueryPart.Image.class);
    List<QueryPart.Text> queryTexts =
        ofKind(parts, QueryPart.Text.class).stream()
            .filter(part -> !part.text().isBlank())
            .toList();
    if (queryImages.size() > 1 || queryTexts.size() > 1) {
      throw new AkinException(new Problem.QueryPrompt(session.model().name()));
    }
    prompt = true;
    queryTexts.forEach(part -> words.add(part.text()));
    for (QueryPart.ExcludedText part : ofKind(parts, QueryPart.ExcludedText.class)) {
      if (superseded.getAsBoolean()) {
        return false;
      }
      Query.Part feature = part(part.text(), part.weight(), embedder, session);
      excluded.add(new Query.Part(unit(feature.embedding()), part.weight()));
    }
    if (superseded.getAsBoolean()) {
      return false;
    }
    if (queryImages.isEmpty()) {
      for (QueryPart.Text part : queryTexts) {
        Query.Part feature = part(part.text(), 1, embedder, session);
        texts.add(new Query.Part(unit(feature.embedding()), 1));
      }
      return true;
    }
    QueryPart.Image part = queryImages.getFirst();
    composed = !queryTexts.isEmpty();
    Feature feature =
        composed
            ? embedder.embedPrompt(session, part.image(), part.crop(), queryTexts.getFirst().text())
            : embedder.embedImage(session, part.image(), part.crop());
    addContent(part.image(), feature, embedder, session);
    images.add(new Query.Part(unit(feature.embedding()), 1));
    return true;
  }

  private static <T extends QueryPart> List<T> ofKind(List<QueryPart> parts, Class<T> kind) {
    return parts.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private static Embedding unit(Embedding embedding) {
    return embedding.isZero() ? embedding : new Embedding(embedding.unit(), 1);
  }

  private void addContent(
      QueryImage image, Feature feature, QueryPartEmbedder embedder, SearchSession session) {
    embedder
        .findContent(session, image, feature)
        .ifPresent(content -> contents.add(content.value()));
  }

  /// Returns what the model does not do itself, of what the query asks for.
  ///
  /// @param balance the balance of the request
  List<PromptLimit> limits(double balance) {
    List<PromptLimit> limits = new ArrayList<>();
    if (composed && balance != SearchRequest.NEUTRAL_BALANCE) {
      limits.add(PromptLimit.BALANCE);
    }
    if (prompt && !excluded.isEmpty()) {
      limits.add(PromptLimit.EXCLUDED_TEXT);
    }
    return limits;
  }

  private Query.Part part(
      String text, double weight, QueryPartEmbedder embedder, SearchSession session) {
    Embedding embedding = embedder.embedText(session, text).embedding();
    if (embedding.isZero()) {
      unknownTerms.add(text);
    }
    return new Query.Part(embedding, weight);
  }

  List<Query.Part> images() {
    return images;
  }

  List<Query.Part> texts() {
    return texts;
  }

  List<Query.Part> excluded() {
    return excluded;
  }

  /// Returns the query texts as typed.
  String words() {
    return String.join(" ", words);
  }

  /// Returns the texts that have no meaning for the model.
  List<String> unknownTerms() {
    return List.copyOf(unknownTerms);
  }

  /// Returns the contents of the query images that the library has.
  public Set<Long> contents() {
    return Set.copyOf(contents);
  }
}
