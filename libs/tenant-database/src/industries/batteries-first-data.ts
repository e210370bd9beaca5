import type { FirstData } from './first-data.js';

const functionalities = ['Éclairage', 'Backup UPS', 'Traction', 'Stockage Énergie', 'Test/R&D', 'Autre'];

/** First data of the specification's batteries template. V, Ah, Wh. */
export const batteriesFirstData: FirstData = {
  batteryTypes: [
    {
      name: 'LiFePO4 12V 100Ah',
      slug: 'lifepo4-12v-100ah',
      chemistry: 'lifepo4',
      nominal_voltage: 12.8,
      capacity_ah: 100,
      capacity_wh: 1280,
      cell_count: 4,
    },
    {
      name: 'Li-ion 24V 50Ah',
      slug: 'li-ion-24v-50ah',
      chemistry: 'li-ion',
      nominal_voltage: 25.2,
      capacity_ah: 50,
      capacity_wh: 1260,
      cell_count: 7,
    },
    {
      name: 'NCM 48V 20Ah',
      slug: 'ncm-48v-20ah',
      chemistry: 'ncm',
      nominal_voltage: 48,
      capacity_ah: 20,
      capacity_wh: 960,
      cell_count: 13,
    },
  ],
  locations: [
    { name: 'Site Principal', slug: 'site-principal', level: 1, environment_type: 'indoor' },
    { name: 'Entrepôt Nord', slug: 'entrepot-nord', level: 1, environment_type: 'indoor' },
    { name: 'Installation Externe', slug: 'installation-externe', level: 1, environment_type: 'outdoor' },
  ],
  customFields: [
    field('project_name', 'Nom du Projet', 'text', 1),
    { ...field('functionality', 'Fonctionnalité', 'select', 2), options: JSON.stringify(functionalities) },
    field('responsible_person', 'Responsable', 'text', 3),
    field('installation_notes', 'Notes Installation', 'textarea', 4),
    field('maintenance_contract', 'Contrat Maintenance', 'boolean', 5),
  ],
};

function field(name: string, label: string, type: string, order: number) {
  return {
    field_name: name,
    field_label: label,
    field_type: type,
    applies_to: 'battery',
    display_order: order,
  };
}
