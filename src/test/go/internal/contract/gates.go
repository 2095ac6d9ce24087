package contract

import "sync"

// gates are opened once, by name, and hold up whoever awaits them until then.
type gates struct {
	mutex  sync.Mutex
	byName map[string]*gate
}

type gate struct {
	opened chan struct{}
	once   sync.Once
}

func (g *gates) named(name string) *gate {
	g.mutex.Lock()
	defer g.mutex.Unlock()
	if g.byName == nil {
		g.byName = make(map[string]*gate)
	}
	if g.byName[name] == nil {
		g.byName[name] = &gate{opened: make(chan struct{})}
	}
	return g.byName[name]
}

func (g *gates) await(name string) { <-g.named(name).opened }

func (g *gates) open(name string) {
	named := g.named(name)
	named.once.Do(func() { close(named.opened) })
}
