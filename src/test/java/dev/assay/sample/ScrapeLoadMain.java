package dev.assay.sample;

import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Metric;
import dev.assay.testing.Documents;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Takes one series each from a page, as many at once as the first argument says, and prints how many came out. */
final class ScrapeLoadMain {
    private ScrapeLoadMain() {}

    public static void main(String[] args) throws Exception {
        int atOnce = Integer.parseInt(args[0]);
        ScrapePlugin plugin = new ScrapePlugin(new BoundedHttp(AllowedTargets.ALL));
        String manifest = "{name: m, provider: {plugin: {any/name: {url: '" + args[1] + "', metric: last}}}}";
        ExecutorService workers = Executors.newFixedThreadPool(atOnce);
        Callable<String> scrape = () -> plugin.run(AnalysisRun.EMPTY, new Metric(Documents.yaml(manifest)))
                .value();
        List<Callable<String>> scrapes = new ArrayList<>();
        for (int i = 0; i < atOnce; i++) {
            scrapes.add(scrape);
        }
        int good = 0;
        for (Future<String> value : workers.invokeAll(scrapes)) {
            good += value.get().equals("7") ? 1 : 0;
        }
        workers.shutdown();
        System.out.print(good);
    }
}
