package app.akin.core.evaluation.data;

import static app.akin.core.evaluation.data.LabelSetKit.ids;
import static app.akin.core.evaluation.data.LabelSetKit.measures;
import static app.akin.core.evaluation.data.LabelSetKit.photos;
import static app.akin.core.evaluation.data.LabelSetKit.problem;
import static app.akin.core.evaluation.data.LabelSetKit.query;
import static app.akin.core.evaluation.data.LabelSetKit.text;
import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.photo.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Reads label sets of benchmarks of composed retrieval from files made after the published
/// descriptions.
final class BenchmarkLabelsTest {
  @TempDir private Path folder;

  @Test
  void circoHasSeveralRightPhotosAndKeepsTheQueryImage() {
    circo();
    LabelSet set = LabelSets.read(folder);
    assertThat(set.name()).isEqualTo("CIRCO val");
    assertThat(measures(set)).containsExactly("mAP@5", "mAP@10", "mAP@25", "mAP@50");
    assertThat(set.protocol().depth()).isEqualTo(50);
    assertThat(ids(set)).containsExactly("85932", "9761", "489535", "57541");
    LabelledQuery query = query(set, "0");
    assertThat(query.parts().words())
        .containsExactly(
            "Find a picture that also a teddy bear, but is held by a little girl on a chair.");
    assertThat(query.parts().images())
        .containsExactly(
            new Picture(folder.resolve("COCO2017_unlabeled/unlabeled2017/000000085932.jpg")));
    assertThat(query.judgements().right()).containsExactly("9761", "489535");
    assertThat(query.judgements().leftOut()).isEmpty();
    assertThat(set.warnings()).isEmpty();
  }

  @Test
  void circoTestQueriesHaveNoPublishedLabels() {
    circo();
    Path test = folder.resolve("annotations/test.json");
    LabelSet set = LabelSets.read(test);
    assertThat(set.name()).isEqualTo("CIRCO test");
    assertThat(query(set, "7").judgements().right()).isEmpty();
    assertThat(set.warnings()).containsExactly(new Problem.LabelsWithoutRight(test));
  }

  @Test
  void photosCanBeInAnotherFolder() {
    circo();
    Path photos = folder.resolve("elsewhere");
    photos(photos, "000000085932.jpg", "000000009761.jpg", "000000489535.jpg");
    LabelSet set = LabelSets.read(folder, photos);
    assertThat(query(set, "0").parts().images())
        .containsExactly(new Picture(photos.resolve("000000085932.jpg")));
    assertThat(set.missing()).containsExactly(photos.resolve("000000057541.jpg"));
  }

  private void circo() {
    text(
        folder,
        "annotations/val.json",
        """
        [{"reference_img_id": 85932, "target_img_id": 9761,
          "relative_caption": "is held by a little girl on a chair",
          "shared_concept": "a teddy bear", "gt_img_ids": [9761, 489535], "id": 0}]\
        """);
    text(
        folder,
        "annotations/test.json",
        """
        [{"reference_img_id": 9761, "relative_caption": "is red", "shared_concept": "a ball",
          "id": 7}]\
        """);
    text(
        folder,
        "COCO2017_unlabeled/annotations/image_info_unlabeled2017.json",
        """
        {"info": {"year": 2017}, "images": [
          {"license": 1, "file_name": "000000085932.jpg", "id": 85932},
          {"license": 1, "file_name": "000000009761.jpg", "id": 9761},
          {"license": 1, "file_name": "000000489535.jpg", "id": 489535},
          {"license": 1, "file_name": "000000057541.jpg", "id": 57541}], "licenses": []}\
        """);
    photos(
        folder.resolve("COCO2017_unlabeled/unlabeled2017"),
        "000000085932.jpg",
        "000000009761.jpg",
        "000000489535.jpg",
        "000000057541.jpg");
  }

  @Test
  void cirrRemovesTheQueryImageAndRanksASubset() {
    text(
        folder,
        "captions/cap.rc2.val.json",
        """
        [{"pairid": 12063, "reference": "dev-147-1-img1", "target_hard": "dev-83-0-img1",
          "target_soft": {"dev-83-0-img1": 1.0}, "caption": "remove all but one dog",
          "img_set": {"id": 1, "members": ["dev-147-1-img1", "dev-1001-2-img0", "dev-83-0-img1"],
            "reference_rank": 0, "target_rank": 2}}]\
        """);
    text(
        folder,
        "image_splits/split.rc2.val.json",
        """
        {"dev-147-1-img1": "./dev/dev-147-1-img1.png", "dev-83-0-img1": "./dev/dev-83-0-img1.png",
         "dev-1001-2-img0": "./dev/dev-1001-2-img0.png", "dev-1-0-img0": "./dev/dev-1-0-img0.png"}\
        """);
    photos(
        folder.resolve("img_raw/dev"),
        "dev-147-1-img1.png",
        "dev-83-0-img1.png",
        "dev-1001-2-img0.png",
        "dev-1-0-img0.png");
    LabelSet set = LabelSets.read(folder);
    assertThat(set.name()).isEqualTo("CIRR rc2.val");
    assertThat(measures(set))
        .containsExactly(
            "Recall@1",
            "Recall@5",
            "Recall@10",
            "Recall@50",
            "SubsetRecall@1",
            "SubsetRecall@2",
            "SubsetRecall@3");
    assertThat(ids(set))
        .containsExactly("dev-147-1-img1", "dev-83-0-img1", "dev-1001-2-img0", "dev-1-0-img0");
    LabelledQuery query = query(set, "12063");
    assertThat(query.parts().words()).containsExactly("remove all but one dog");
    assertThat(query.subset())
        .containsExactlyInAnyOrder("dev-147-1-img1", "dev-1001-2-img0", "dev-83-0-img1");
    assertThat(query.judgements())
        .isEqualTo(new Judgements(List.of("dev-83-0-img1"), Set.of(), Set.of("dev-147-1-img1")));
    assertThat(set.missing()).isEmpty();
  }

  @Test
  void fashionIqSearchesWithinItsCategory() {
    for (String category : List.of("dress", "shirt", "toptee")) {
      text(
          folder,
          "captions/cap." + category + ".val.json",
          "[{\"target\": \"B2"
              + category
              + "\", \"candidate\": \"B1"
              + category
              + "\","
              + " \"captions\": [\"is darker\", \"has long sleeves\"]}]");
      text(
          folder,
          "image_splits/split." + category + ".val.json",
          "[\"B1" + category + "\", \"B2" + category + "\"]");
      photos(folder.resolve("images"), "B1" + category + ".jpg", "B2" + category + ".png");
    }
    LabelSet set = LabelSets.read(folder);
    assertThat(set.name()).isEqualTo("FashionIQ val");
    assertThat(measures(set)).containsExactly("Recall@10", "Recall@50");
    assertThat(set.protocol().averaging()).isEqualTo(Protocol.Averaging.CATEGORIES);
    assertThat(ids(set)).hasSize(6);
    LabelledQuery query = query(set, "shirt-0");
    assertThat(query.category()).isEqualTo("shirt");
    assertThat(query.parts().words()).containsExactly("is darker, and has long sleeves");
    assertThat(query.candidates()).containsExactlyInAnyOrder("B1shirt", "B2shirt");
    assertThat(query.judgements().right()).containsExactly("B2shirt");
    assertThat(query.judgements().leftOut()).isEmpty();
    assertThat(set.missing()).isEmpty();
    LabelSet one = LabelSets.read(folder.resolve("captions/cap.dress.val.json"));
    assertThat(one.name()).isEqualTo("FashionIQ dress.val");
    assertThat(ids(one)).containsExactly("B1dress", "B2dress");
  }

  @Test
  void genecisHasAGalleryForEachQueryAndCropsObjects() {
    text(
        folder,
        "genecis/focus_attribute.json",
        """
        [{"reference": {"image_id": 5, "instance_bbox": [100, 10, 20, 40]},
          "target": {"image_id": 6, "instance_bbox": [0, 0, 10, 10]},
          "gallery": [{"image_id": 6, "instance_bbox": [50, 60, 10, 10]},
                      {"image_id": 7, "instance_bbox": [1.5, 2, 3, 4]}],
          "condition": "color"}]\
        """);
    text(
        folder,
        "genecis/change_object.json",
        """
        [{"reference": {"val_image_id": 139}, "target": {"val_image_id": 285},
          "gallery": [{"val_image_id": 632}], "condition": "ceiling"}]\
        """);
    photos(folder.resolve("VG_All"), "5.jpg", "6.jpg", "7.jpg");
    photos(folder.resolve("val2017"), "000000000139.jpg", "000000000285.jpg", "000000000632.jpg");
    LabelSet set = LabelSets.read(folder);
    assertThat(set.missing()).isEmpty();
    assertThat(measures(set)).containsExactly("Recall@1", "Recall@2", "Recall@3");
    assertThat(set.protocol().averaging()).isEqualTo(Protocol.Averaging.CATEGORIES);
    LabelledQuery attribute = query(set, "focus_attribute-0");
    assertThat(attribute.category()).isEqualTo("focus_attribute");
    assertThat(attribute.parts().words()).containsExactly("color");
    assertThat(attribute.parts().images())
        .containsExactly(new Picture(folder.resolve("VG_All/5.jpg"), new CropBox(86, 0, 34, 68)));
    assertThat(attribute.candidates()).hasSize(3).containsAll(attribute.judgements().right());
    LabelledQuery object = query(set, "change_object-0");
    assertThat(object.candidates()).containsExactlyInAnyOrder("coco-285", "coco-632");
    assertThat(object.judgements().right()).containsExactly("coco-285");
    assertThat(ids(set)).hasSize(5).contains("coco-632");
  }

  @Test
  void edirHasSubcategories() {
    text(
        folder,
        "queries.jsonl",
        """
        {"id": "q1", "image": "a.png", "text": "make it rain", "metadata": {"subcategory": "Weather"}}\
        """);
    text(
        folder,
        "corpus.jsonl",
        "{\"id\": \"b.png\", \"image\": \"b.png\"}",
        "{\"id\": \"c.png\", \"image\": \"c.png\"}");
    text(
        folder, "instances.jsonl", "{\"qid\": \"q1\", \"pos\": [\"b.png\"], \"neg\": [\"c.png\"]}");
    photos(folder.resolve("imgs_mc"), "a.png", "b.png", "c.png");
    LabelSet set = LabelSets.read(folder);
    assertThat(set.benchmark()).isEqualTo(Benchmark.EDIR);
    assertThat(measures(set)).containsExactly("Recall@1", "Recall@5", "Recall@10");
    LabelledQuery query = query(set, "q1");
    assertThat(query.category()).isEqualTo("Weather");
    assertThat(query.judgements())
        .isEqualTo(new Judgements(List.of("b.png"), Set.of("c.png"), Set.of()));
    assertThat(ids(set)).containsExactly("b.png", "c.png");
  }

  @Test
  void pinPointHasParaphrasesAndHardNegatives() {
    String row =
        "{\"query_id\": \"%s\", \"query_image_signature\": \"aabbcc01\","
            + " \"query_image_signature2\": %s, \"instruction\": \"%s\","
            + " \"positive_candidates\": [\"aabbcc02\"], \"negative_candidates\": [\"ddeeff03\"]}";
    text(
        folder,
        "pinpoint_licensed.jsonl",
        row.formatted("1", "null", "in blue"),
        row.formatted("00002", "null", "make it blue"),
        row.formatted("00003", "\"ddeeff03\"", "with both"));
    text(folder, "index_signatures.txt", "aabbcc01", "aabbcc02", "ddeeff03");
    photos(folder.resolve("images"), "aa/bb/cc/aabbcc01.jpg", "aabbcc02.jpg", "ddeeff03.jpg");
    LabelSet set = LabelSets.read(folder);
    assertThat(set.missing()).isEmpty();
    assertThat(measures(set))
        .containsExactly("Precision@1", "Precision@10", "mAP@10", "NegRecall@10");
    LabelledQuery query = query(set, "00001");
    assertThat(query.parts().words()).containsExactly("in blue");
    assertThat(query.parts().paraphrases()).containsExactly("make it blue");
    assertThat(query.cluster()).isEqualTo(query(set, "00002").cluster());
    assertThat(query.judgements().hardNegatives()).containsExactly("ddeeff03");
    assertThat(query(set, "00003").parts().images()).hasSize(2);
    assertThat(query(set, "00003").parts().paraphrases()).isEmpty();
  }

  @Test
  void pinPointAsParquetNamesTheExport() {
    Path parquet = text(folder, "pinpoint_licensed.parquet", "PAR1");
    assertThat(problem(() -> LabelSets.read(folder)))
        .isEqualTo(
            new Problem.LabelsParquet(
                parquet, folder.resolve("pinpoint_licensed.jsonl").toString()));
  }

  @Test
  void icirSearchesTheDatabaseOfTheInstance() {
    text(
        folder,
        "query_files.csv",
        "query/temple/1.jpg,at night,temple",
        "query/mug/1.jpg,\"red, and full\",mug");
    text(
        folder,
        "database_files.csv",
        "database/temple/a.jpg,at night,temple",
        "database/temple/b.jpg,as a toy,temple",
        "database/mug/c.jpg,\"red, and full\",mug",
        "database/mug/d.jpg,at night,mug");
    photos(folder, "query/temple/1.jpg", "query/mug/1.jpg");
    photos(folder.resolve("database"), "temple/a.jpg", "temple/b.jpg", "mug/c.jpg", "mug/d.jpg");
    LabelSet set = LabelSets.read(folder);
    assertThat(measures(set)).containsExactly("mAP");
    assertThat(set.protocol().depth()).isEqualTo(Integer.MAX_VALUE);
    LabelledQuery temple = query(set, "1");
    assertThat(temple.cluster()).isEqualTo("temple");
    assertThat(temple.candidates())
        .containsExactlyInAnyOrder("database/temple/a.jpg", "database/temple/b.jpg");
    assertThat(temple.judgements().right()).containsExactly("database/temple/a.jpg");
    assertThat(query(set, "2").judgements().right()).containsExactly("database/mug/c.jpg");
    assertThat(query(set, "2").parts().words()).containsExactly("red, and full");
  }

  @Test
  void megaPairsHasHardNegativesAndRemovesTheQueryImage() {
    String line =
        "{\"q_img\": \"s/q%d.jpg\", \"q_text\": [\"a\", \"b\"], \"t_img\": \"s/t.jpg\","
            + " \"hns\": [\"s/h.jpg\"]}";
    Path file =
        text(
            folder,
            "MegaPairs.jsonl",
            IntStream.range(0, 3).mapToObj(line::formatted).toArray(String[]::new));
    photos(folder.resolve("images/s"), "q0.jpg", "q1.jpg", "q2.jpg", "t.jpg", "h.jpg");
    LabelSet set = LabelSets.read(folder);
    assertThat(ids(set)).containsExactly("s/q0.jpg", "s/t.jpg", "s/h.jpg", "s/q1.jpg", "s/q2.jpg");
    LabelledQuery query = query(set, "2");
    assertThat(query.parts().words()).containsExactly("a");
    assertThat(query.parts().paraphrases()).containsExactly("b");
    assertThat(query.judgements())
        .isEqualTo(new Judgements(List.of("s/t.jpg"), Set.of("s/h.jpg"), Set.of("s/q1.jpg")));
    LabelFiles files = new MegaPairsAdapter().locate(file).orElseThrow();
    LabelSet limited = new MegaPairsAdapter(2).read(files, null);
    assertThat(limited.queries()).hasSize(2);
    assertThat(limited.warnings()).containsExactly(new Problem.LabelsLimited(file, 2));
    assertThat(new MegaPairsAdapter(3).read(files, null).warnings()).isEmpty();
  }

  @Test
  void cocoCaptionsSearchTheirPhotoByAtMostFiveCaptions() {
    StringBuilder captions = new StringBuilder();
    for (int i = 0; i < 6; i++) {
      captions.append(
          "{\"image_id\": 139, \"id\": %d, \"caption\": \"a room \"},".formatted(100 + i));
    }
    text(
        folder,
        "annotations/captions_val2017.json",
        "{\"annotations\": ["
            + captions
            + "{\"image_id\": 285, \"id\": 9, \"caption\": \"bear\"}],",
        "\"images\": [{\"id\": 139, \"file_name\": \"000000000139.jpg\"},",
        "{\"id\": 285, \"file_name\": \"000000000285.jpg\"}]}");
    photos(folder.resolve("val2017"), "000000000139.jpg", "000000000285.jpg");
    LabelSet set = LabelSets.read(folder);
    assertThat(set.name()).isEqualTo("COCO val2017");
    assertThat(measures(set)).containsExactly("Recall@1", "Recall@5", "Recall@10");
    assertThat(set.queries()).hasSize(6);
    LabelledQuery query = query(set, "104");
    assertThat(query.parts())
        .isEqualTo(new QueryParts(List.of(), List.of("a room"), List.of(), List.of()));
    assertThat(query.cluster()).isEqualTo("139");
    assertThat(query.judgements().right()).containsExactly("139");
  }

  @Test
  void splitsOfKarpathyAreReadForCocoAndFlickr() {
    String image =
        "{\"filepath\": \"%1$s\", \"filename\": \"%2$s.jpg\", \"cocoid\": %3$d, \"split\":"
            + " \"%4$s\", \"sentences\": [{\"raw\": \"text %3$d\", \"sentid\": %3$d}]}";
    String images =
        "\"images\": ["
            + image.formatted("val2014", "one", 1, "test")
            + ","
            + image.formatted("val2014", "two", 2, "train")
            + "]}";
    Path coco = text(folder, "dataset_coco.json", "{\"dataset\": \"coco\", " + images);
    photos(folder, "val2014/one.jpg", "val2014/two.jpg");
    LabelSet set = LabelSets.read(coco);
    assertThat(set.benchmark()).isEqualTo(Benchmark.COCO);
    assertThat(ids(set)).containsExactly("1");
    assertThat(query(set, "1").parts().words()).containsExactly("text 1");
    text(folder, "f/dataset_flickr30k.json", "{" + images.replace("]}", "], \"dataset\": 1}"));
    photos(folder, "f/flickr30k-images/one.jpg");
    LabelSet other = LabelSets.read(folder.resolve("f"));
    assertThat(other.benchmark()).isEqualTo(Benchmark.FLICKR);
    assertThat(ids(other)).containsExactly("one.jpg");
    assertThat(other.missing()).isEmpty();
  }

  @Test
  void flickrTokensAreReadWithoutSplit() {
    Path tokens =
        text(
            folder,
            "results_20130124.token",
            "1.jpg#0\tTwo men talk .",
            "1.jpg#1\tMen outside .",
            "2.jpg#0\tA dog .");
    photos(folder.resolve("flickr30k_images"), "1.jpg", "2.jpg");
    LabelSet set = LabelSets.read(folder);
    assertThat(query(set, "1.jpg#1").judgements().right()).containsExactly("1.jpg");
    assertThat(set.queries()).hasSize(3);
    text(folder, "results_20130124.token", "1.jpg#0\tTwo men talk .", "1.jpg#1 Men outside .");
    assertThat(problem(() -> LabelSets.read(folder)))
        .isEqualTo(new Problem.LabelLineFields(tokens, 2, 2, 1));
  }
}
