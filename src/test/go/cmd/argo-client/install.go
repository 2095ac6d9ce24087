package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes/fake"

	"github.com/argoproj/argo-rollouts/utils/config"
	"github.com/argoproj/argo-rollouts/utils/defaults"
	"github.com/argoproj/argo-rollouts/utils/plugin"
)

// pluginItem is an entry of metricProviderPlugins in the ConfigMap.
type pluginItem struct {
	Name     string   `json:"name"`
	Location string   `json:"location"`
	Args     []string `json:"args,omitempty"`
}

type pluginList []pluginItem

func (l *pluginList) String() string { return fmt.Sprint(*l) }

func (l *pluginList) Set(text string) error {
	name, rest, ok := strings.Cut(text, "=")
	if !ok {
		return fmt.Errorf("want NAMESPACE/NAME=FILE")
	}
	words := strings.Split(rest, ",")
	file, err := filepath.Abs(words[0])
	if err != nil {
		return err
	}
	*l = append(*l, pluginItem{Name: name, Location: "file://" + file, Args: words[1:]})
	return nil
}

// install lets Argo read a ConfigMap with the plugins and copy them where it looks for them, which is below the working
// directory. That becomes a new folder, which the caller removes.
func install(plugins pluginList) (folder string, err error) {
	if folder, err = os.MkdirTemp("", "argo-client-"); err != nil {
		return "", err
	}
	if err = os.Chdir(folder); err != nil {
		return folder, err
	}
	// YAML contains JSON.
	items, err := json.Marshal(plugins)
	if err != nil {
		return folder, err
	}
	client := fake.NewSimpleClientset(&v1.ConfigMap{
		ObjectMeta: metav1.ObjectMeta{Name: defaults.DefaultRolloutsConfigMapName, Namespace: defaults.Namespace()},
		Data:       map[string]string{"metricProviderPlugins": string(items)},
	})
	if _, err = config.InitializeConfig(client, defaults.DefaultRolloutsConfigMapName); err != nil {
		return folder, err
	}
	return folder, plugin.DownloadPlugins(plugin.FileDownloaderImpl{}, client)
}
