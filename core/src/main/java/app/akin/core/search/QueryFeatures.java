package app.akin.core.search;

import app.akin.core.embed.RankingSettings;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.Embedding;
import app.akin.core.photo.Problem;
import app.akin.core.search.FeatureCache.Feature;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// The features of the parts of a query.
public final class QueryFeatures {
  private final List<WeightedFeature> images = new ArrayList<>();
  private final List<WeightedFeature> texts = new ArrayList<>();
  private final List<WeightedFeature> excluded = new ArrayList<>();
  private final List<String> words = new ArrayList<>();
  private final List<String> unknownTerms = new ArrayList<>();
  private final Set<Long> contents = new HashSet<>();
  private MarkedPhotos marked = MarkedPhotos.NONE;

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
  ///   more than one text, or more than one image and a text
  static Optional<QueryFeatures> of(
      List<QueryPart> parts,
      QueryPartEmbedder embedder,
      ModelSession session,
      BooleanSupplier superseded) {
    return of(parts, embedder, session, content -> embedder.stored(session, content), superseded);
  }

  /// Computes the features of parts.
  ///
  /// @param stored returns the stored feature of a photo of the feedback
  /// @param superseded checked before each part
  /// @return empty if superseded
  /// @throws AkinException as the other method
  static Optional<QueryFeatures> of(
      List<QueryPart> parts,
      QueryPartEmbedder embedder,
      ModelSession session,
      Function<ContentId, Optional<Embedding>> stored,
      BooleanSupplier superseded) {
    QueryFeatures features = new QueryFeatures();
    Optional<MarkedPhotos> read = MarkedPhotos.read(parts, embedder, session, stored, superseded);
    if (read.isEmpty()) {
      return Optional.empty();
    }
    features.marked = read.get();
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
      ModelSession session,
      BooleanSupplier superseded) {
    for (QueryPart part : parts) {
      if (superseded.getAsBoolean()) {
        return false;
      }
      boolean complete =
          switch (part) {
            case QueryPart.Image image -> {
              Optional<Feature> feature =
                  embedder.embedImage(session, image.image(), image.crop(), superseded);
              feature.ifPresent(
                  found -> {
                    addContent(image.image(), found, embedder, session);
                    images.add(new WeightedFeature(found.embedding(), image.weight()));
                  });
              yield feature.isPresent();
            }
            case QueryPart.Text(String text, double weight) -> {
              words.add(text);
              yield addText(texts, text, weight, embedder, session, superseded);
            }
            case QueryPart.ExcludedText(String text, double weight) ->
                addText(excluded, text, weight, embedder, session, superseded);
            case QueryPart.Feedback _ -> true;
          };
      if (!complete) {
        return false;
      }
    }
    return true;
  }

  /// Adds one feature of the image and the text together, or those of several images without a
  /// text. Norms are 1, because a model that embeds prompts does not add raw features.
  ///
  /// @return false if superseded
  private boolean addPrompt(
      List<QueryPart> parts,
      QueryPartEmbedder embedder,
      ModelSession session,
      BooleanSupplier superseded) {
    List<QueryPart.Image> queryImages = ofKind(parts, QueryPart.Image.class);
    List<QueryPart.Text> queryTexts =
        ofKind(parts, QueryPart.Text.class).stream()
            .filter(part -> !part.text().isBlank())
            .toList();
    if (queryTexts.size() > 1 || (queryImages.size() > 1 && !queryTexts.isEmpty())) {
      throw new AkinException(new Problem.QueryPrompt(session.model().name()));
    }
    prompt = true;
    queryTexts.forEach(part -> words.add(part.text()));
    for (QueryPart.ExcludedText part : ofKind(parts, QueryPart.ExcludedText.class)) {
      if (!addText(excluded, part.text(), part.weight(), embedder, session, superseded)) {
        return false;
      }
    }
    if (queryImages.isEmpty()) {
      return queryTexts.stream()
          .allMatch(part -> addText(texts, part.text(), 1, embedder, session, superseded));
    }
    composed = !queryTexts.isEmpty();
    for (QueryPart.Image part : queryImages) {
      Optional<Feature> feature =
          composed
              ? embedder.embedPrompt(
                  session, part.image(), part.crop(), queryTexts.getFirst().text(), superseded)
              : embedder.embedImage(session, part.image(), part.crop(), superseded);
      if (feature.isEmpty()) {
        return false;
      }
      addContent(part.image(), feature.get(), embedder, session);
      images.add(new WeightedFeature(scaled(feature.get().embedding()), part.weight()));
    }
    return true;
  }

  /// Adds the feature of a text.
  ///
  /// @return false if superseded
  private boolean addText(
      List<WeightedFeature> kind,
      String text,
      double weight,
      QueryPartEmbedder embedder,
      ModelSession session,
      BooleanSupplier superseded) {
    Optional<Feature> feature = embedder.embedText(session, text, superseded);
    feature.ifPresent(
        found -> {
          if (found.embedding().isZero()) {
            unknownTerms.add(text);
          }
          kind.add(new WeightedFeature(scaled(found.embedding()), weight));
        });
    return feature.isPresent();
  }

  private static <T extends QueryPart> List<T> ofKind(List<QueryPart> parts, Class<T> kind) {
    return parts.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /// Returns an embedding with the norm that it has in a sum.
  private Embedding scaled(Embedding embedding) {
    return prompt && !embedding.isZero() ? new Embedding(embedding.unit(), 1) : embedding;
  }

  private List<WeightedFeature> scaled(List<WeightedFeature> parts) {
    return parts.stream()
        .map(part -> new WeightedFeature(scaled(part.embedding()), part.weight()))
        .toList();
  }

  private void addContent(
      QueryImage image, Feature feature, QueryPartEmbedder embedder, ModelSession session) {
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
    if (prompt && images.size() > 1) {
      limits.add(PromptLimit.SEVERAL_IMAGES);
    }
    if (prompt && !marked.isEmpty() && !isFeedbackAlone()) {
      limits.add(PromptLimit.FEEDBACK);
    }
    return limits;
  }

  List<WeightedFeature> images() {
    return images;
  }

  /// Returns the photos of the feedback.
  MarkedPhotos marked() {
    return marked;
  }

  /// Returns the query with the weights of searches.
  ///
  /// @param queryImages [#images], or what replaces them
  /// @param balance balance between images and texts, as in [SearchRequest]
  /// @param settings the settings of the model
  /// @param sample returns the cosines of a sample of photos with a unit vector
  /// @throws AkinException `QuerySaysNothing` if the model knows no part, or the parts cancel out,
  ///   `FeedbackIgnored` if the query has only feedback, and all of it is ignored
  Query query(
      List<WeightedFeature> queryImages,
      double balance,
      RankingSettings settings,
      UnaryOperator<float[]> sample) {
    return query(queryImages, balance, settings, FeedbackWeights.DEFAULT, sample);
  }

  /// Returns the query.
  ///
  /// @param weights the weights of feedback
  Query query(
      List<WeightedFeature> queryImages,
      double balance,
      RankingSettings settings,
      FeedbackWeights weights,
      UnaryOperator<float[]> sample) {
    boolean alone = isFeedbackAlone();
    if (alone && marked.more().isEmpty()) {
      throw new AkinException(new Problem.FeedbackIgnored());
    }
    List<WeightedFeature> more = scaled(marked.moreParts());
    Query composed = composed(alone ? more : queryImages, balance, settings, sample);
    Query query = alone ? composed.asFeedback() : composed;
    return FeedbackShift.of(alone ? List.of() : more, scaled(marked.lessParts()), weights)
        .map(shift -> prompt ? query.ordered(shift) : query.moved(shift, settings))
        .orElse(query);
  }

  /// Returns whether the photos that are right are the query, because it has no image and no text
  /// that the model knows.
  private boolean isFeedbackAlone() {
    boolean hasFeedback = !marked.isEmpty() || !marked.ignored().isEmpty();
    return hasFeedback
        && WeightedFeature.meanOf(images).isEmpty()
        && WeightedFeature.meanOf(texts).isEmpty()
        && (words.isEmpty() || !marked.more().isEmpty());
  }

  private Query composed(
      List<WeightedFeature> queryImages,
      double balance,
      RankingSettings settings,
      UnaryOperator<float[]> sample) {
    String typed = String.join(" ", words);
    if (!prompt) {
      return Query.compose(queryImages, texts, excluded, balance, settings, typed);
    }
    Embedding part =
        WeightedFeature.meanOf(queryImages.isEmpty() ? texts : queryImages)
            .orElseThrow(() -> new AkinException(new Problem.QuerySaysNothing(typed)));
    Query.Kind kind =
        composed
            ? Query.Kind.COMPOSED
            : queryImages.isEmpty() ? Query.Kind.TEXTS : Query.Kind.IMAGES;
    return Query.prompt(
        part,
        kind,
        WeightedFeature.meanOf(excluded).map(_ -> ExcludedPenalty.of(excluded, sample)));
  }

  /// Returns whether the balance between images and texts has an effect.
  boolean canBalance() {
    return !prompt;
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
