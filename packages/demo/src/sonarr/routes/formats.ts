import { sizesOf } from '../../household/index.js';
import type { CustomFormat } from '../../household/index.js';
import type { Route } from '../../http/index.js';
import type { Context } from '../context.js';
import { json } from '../json.js';
import { missing } from '../problems.js';

const IMPLEMENTATION_NAMES: Readonly<Record<CustomFormat['conditions'][number]['implementation'], string>> = {
  ReleaseTitleSpecification: 'Release Title',
  ReleaseGroupSpecification: 'Release Group',
  ReleaseTypeSpecification: 'Release Type',
};

function formatDocument({ id, name, conditions }: CustomFormat): object {
  return {
    id,
    name,
    includeCustomFormatWhenRenaming: false,
    specifications: conditions.map(({ implementation, fields, ...condition }) => ({
      ...condition,
      implementation,
      implementationName: IMPLEMENTATION_NAMES[implementation],
      infoLink: 'https://wiki.servarr.com/sonarr/settings#custom-formats-2',
      fields: fields.map((field, order) => ({
        order,
        ...field,
        label: implementation === 'ReleaseTypeSpecification' ? 'Release Type' : 'Regular Expression',
        type: typeof field.value === 'number' ? 'select' : 'textbox',
        advanced: false,
        privacy: 'normal',
        isFloat: false,
      })),
    })),
  };
}

/** The routes under `/customformat` and `/qualitydefinition`. */
export function formatRoutes(context: Context): Route[] {
  const { customFormats, qualities } = context.state.household.sonarr;
  const definitions = qualities.map((quality, index) => ({
    quality: { ...quality },
    title: quality.name,
    weight: index + 1,
    ...sizesOf(quality),
    id: index + 1,
  }));
  return [
    {
      method: 'GET',
      path: '/api/v3/customformat',
      changesState: false,
      handle: () => json(customFormats.map(formatDocument)),
    },
    {
      method: 'GET',
      path: '/api/v3/customformat/{id:int}',
      changesState: false,
      handle: (call) => {
        const found = customFormats.find(({ id }) => id === Number(call.params['id']));
        if (found === undefined) throw missing();
        return json(formatDocument(found));
      },
    },
    {
      method: 'GET',
      path: '/api/v3/qualitydefinition',
      changesState: false,
      handle: () => json(definitions),
    },
    {
      method: 'GET',
      path: '/api/v3/qualitydefinition/{id:int}',
      changesState: false,
      handle: (call) => {
        const found = definitions.find(({ id }) => id === Number(call.params['id']));
        if (found === undefined) throw missing();
        return json(found);
      },
    },
  ];
}
